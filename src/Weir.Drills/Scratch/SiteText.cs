namespace Weir.Drills.Scratch;

/// <summary>
/// The site of every drill, as an operator would write it: enforced, with rules by path, a rule for a crawler,
/// and the three kinds of rule on scores that a loss of scores has turned against people elsewhere.
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
              - id: account-not-certain
                when: 'http.request.uri.path eq "/account" and not (cf.bot_management.score gt 1)'
                then: block
              - id: certain-bots
                when: 'cf.bot_management.score lt 2'
                then: block
        """;
}
