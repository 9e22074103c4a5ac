namespace Weir.Drills.Reporting;

internal static class DrillPageStyle
{
    public const string Css = """
        :root{--ink:#17212b;--quiet:#5b6875;--line:#dde3e8;--paper:#f6f8f9;--scored:#2f7fb8;
        --unscored:#e0a21b;--blocked:#93a1ad;--wrong:#c62f3b;--good:#1d7a4c}
        *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:1060px;margin:0 auto;padding:32px 24px 64px}
        .mark{margin:0 0 12px;color:var(--quiet);letter-spacing:.08em;font-size:13px}
        section{background:#fff;border:1px solid var(--line);border-radius:10px;padding:28px 32px;
        margin-bottom:28px}
        header{display:flex;align-items:center;gap:14px}h1{font-size:28px;margin:0}
        h2{font-size:16px;margin:30px 0 10px}.lead{font-size:17px;color:var(--quiet);margin:6px 0}
        .pill{border-radius:99px;padding:1px 11px;font-size:13px;font-weight:600;white-space:nowrap}
        .good{background:#e3f4ea;color:var(--good)}.bad{background:#fbe5e7;color:var(--wrong)}
        .figures{display:grid;grid-template-columns:repeat(7,1fr);gap:10px;margin:20px 0 0}
        .figures div{border:1px solid var(--line);border-radius:8px;padding:10px 12px;display:flex;
        flex-direction:column;justify-content:space-between}
        .figures dt{font-size:12px;color:var(--quiet)}.figures dd{margin:2px 0 0;font-size:23px;
        font-weight:600;font-variant-numeric:tabular-nums}.figures .wrong dd{color:var(--wrong)}
        svg{display:block;width:100%;height:auto}svg text{font:11px system-ui,"DejaVu Sans",sans-serif;
        fill:var(--quiet)}
        .scored{fill:var(--scored)}.unscored{fill:var(--unscored)}.blocked{fill:var(--blocked)}
        .wrong-bar{fill:var(--wrong)}.axis{stroke:var(--line)}.event{stroke:var(--ink);stroke-dasharray:3 3}
        svg .tag{fill:#fff;font-weight:600;text-anchor:middle}.dot{fill:var(--ink)}
        .marks{margin:10px 0 0;padding-left:22px}.marks time{display:inline-block;min-width:58px;
        color:var(--quiet);font-variant-numeric:tabular-nums}
        table{border-collapse:collapse;width:100%}th{font-size:12px;color:var(--quiet);text-align:left;
        font-weight:600}td,th{padding:6px 10px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
        .n{text-align:right;font-variant-numeric:tabular-nums}.note{color:var(--quiet);font-size:13px}
        pre{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:12px 14px;
        white-space:pre-wrap;font-size:13px}
        @media(max-width:800px){.figures{grid-template-columns:repeat(2,1fr)}section{padding:18px}}
        """;
}
