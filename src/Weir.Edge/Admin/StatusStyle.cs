namespace Weir.Edge.Admin;

/// <summary>
/// The status page's style sheet: the reader's own colours, light or dark, and enough contrast in both.
/// </summary>
internal static class StatusStyle
{
    public static void AddTo(HtmlText page) => page.Add($$"""
        :root { color-scheme: light dark; --ground: #f6f8f9; --card: #fff; --ink: #16242c; --soft: #51626c;
          --line: #d8e0e4; --water: #0b6478; --good: #146c3a; --bad: #a4201c; --alert: #fdecea; }
        @media (prefers-color-scheme: dark) { :root { --ground: #0f171b; --card: #172228; --ink: #e4ecef;
          --soft: #9fb1ba; --line: #2b3a42; --water: #6cc7da;
          --good: #72d09a; --bad: #ff9a92; --alert: #3a1d1b; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem 1.25rem 2rem; max-width: 84rem; background: var(--ground);
          color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem;
          border-bottom: 3px solid var(--water); padding-bottom: .5rem; }
        h1 { margin: 0; font-size: 1.6rem; color: var(--water); }
        h2 { margin: 0 0 .5rem; font-size: 1.05rem; }
        header p { margin: 0 0 0 auto; color: var(--soft); }
        .badge { border: 1px solid currentColor; border-radius: 1rem; padding: 0 .7rem; font-weight: 600; }
        .ready, .good { color: var(--good); }
        .starting, .draining, .unset, .bad { color: var(--bad); }
        section { margin-top: 1.25rem; }
        .alert { background: var(--alert); border-left: 4px solid var(--bad); padding: .75rem 1rem; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
          gap: .75rem; margin: 0; }
        .cards div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
          padding: .5rem .75rem; }
        dt { color: var(--soft); }
        dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
        .wide { overflow-x: auto;
          background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
        .wide:focus-visible, a:focus-visible { outline: 3px solid var(--water); outline-offset: 2px; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .3rem .65rem;
          border-top: 1px solid var(--line); }
        th { color: var(--soft); font-weight: 600; white-space: nowrap; border-top: 0; }
        td { font-variant-numeric: tabular-nums; }
        .n { text-align: right; }
        .path { overflow-wrap: anywhere; min-width: 14rem; }
        code { font: .87em ui-monospace, monospace; }
        a { color: var(--water); }
        ul { margin: 0; padding-left: 1.2rem; }
        p { margin: 0 0 .4rem; color: var(--soft); }
        footer { margin-top: 1.5rem; color: var(--soft); }
        """);
}
