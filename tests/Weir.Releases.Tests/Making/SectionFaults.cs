using Weir.Decisions;
using static Weir.Releases.RefusalReason;
using static Weir.Releases.Tests.Making.Made;

namespace Weir.Releases.Tests.Making;

/// <summary>Releases with other sections than their layer has, or with a secret in one of them.</summary>
internal static class SectionFaults
{
    private static readonly string Digits = new('7', 64);

    // None of them is a key of anything.
    private static readonly (string Name, string Text)[] Secrets =
    [
        ("pem", "-----BEGIN EC PRIVATE KEY-----\n"),
        ("openpgp", "-----BEGIN PGP PRIVATE KEY BLOCK-----\n"),
        ("seed", "weir-ed25519-seed:"),
        ("age", "AGE-SECRET-KEY-1"),
        ("jwk-private", """{"kty":"OKP","crv":"Ed25519","d":"AAAA"}"""),
        ("jwk-symmetric", """{"k":"AAAA","kty":"oct"}"""),
        ("digits-key", $"key = {Digits}\n"),
        ("digits-secret", $"\"WEIR_SECRET\": \"{Digits}\"\n"),
        ("digits-seed", $"seed\t{Digits}"),
        ("digits-private-key", $"signing.private_key={Digits}\n"),
    ];

    public static IEnumerable<Made> All()
    {
        foreach (var draft in new[] { ContentDraft.Model, ContentDraft.Signals, ContentDraft.Policy })
        {
            var layer = draft.Layer.Name();
            foreach (var section in draft.Sections)
            {
                yield return AtValidate(
                    $"{layer}-without-{section.Name}", draft.Without(section.Name), MissingSection);
            }

            yield return AtValidate($"{layer}-with-a-section-more", draft.And("more", ""), UnknownSection);
        }

        foreach (var (name, text) in Secrets)
        {
            yield return AtValidate(
                $"policy-secret-{name}", ContentDraft.Policy.With("sites", $"# {text}"), SecretInRelease);
        }

        // The content is then wrong too; what is said is the worse of both.
        yield return AtValidate("signals-secret-pem",
            ContentDraft.Signals.With("counts", Secrets[0].Text), SecretInRelease);
        yield return AtValidate("model-secret-seed",
            ContentDraft.Model.With("expected", Secrets[2].Text), SecretInRelease);
        yield return AtValidate("policy-empty", ContentDraft.Policy.With("sites", ""), BadRule);
        yield return AtValidate(
            "policy-no-utf8", ContentDraft.Policy.With("sites", [(byte)'a', 0xC3, (byte)'b']), BadRule);
        yield return AtValidate("policy-too-large",
            ContentDraft.Policy.With("sites", new string('a', Limits.PolicyBytes + 1)), TooLarge);
        yield return AtValidate("lists-not-built", new Draft
        {
            Layer = Layer.Lists, Number = 1, Signers = ["lists"], Sections = [ContentDraft.Text("bots", "")],
        }, UnknownLayer);
    }
}
