namespace Weir.Drills.Scratch;

/// <summary>
/// The site of every drill: enforced, with rules by path, a rule for a crawler, and the two kinds of rule on
/// scores that a loss of scores has turned against people elsewhere. The people of a drill are scripts, and
/// the model rightly takes them for that, down to 1: so the rules that they meet draw their line at 0, where
/// no score is and only one that was never computed could be. The usual line of 30 guards a path of its own.
/// </summary>
internal static class SiteText
{
    public static string For(Uri origin) => $$"""
        version: 1
        listen:
          - address: 127.0.0.1:0
          - address: 127.0.0.1:0
            tls: {}
        sites:
          - id: shop
            hosts: ["*"]
            origins: ["{{origin.GetLeftPart(UriPartial.Authority)}}"]
            mode: enforce
            on_unscored: { ours: forward, clients: forward }
            rules:
              - id: crawler
                when: 'http.user_agent contains "Googlebot/2.1"'
                then: allow
              - id: scanners
                when: 'http.request.uri.path in {"/.env" "/wp-login.php" "/.git/config"}'
                then: block
              - id: login-tools
                when: 'http.request.uri.path eq "/login" and http.user_agent contains "python-requests"'
                then: block
              - id: account
                when: 'http.request.uri.path eq "/account" and not (cf.bot_management.score gt 0)'
                then: block
              - id: members
                when: 'http.request.uri.path eq "/members" and not (cf.bot_management.score gt 30)'
                then: block
              - id: certain-bots
                when: 'cf.bot_management.score lt 1'
                then: block
        """;
}
