using System.Net;
using Weir.Decisions.Language.Fields;

namespace Weir.Decisions.Tests.Language;

/// <summary>Compiled expressions allocate nothing when they run.</summary>
public sealed class AllocationTests
{
    private static readonly PlainSource Source = new(TestFields.Catalogue);

    [Fact]
    public void Evaluating_AllocatesNothing()
    {
        string[] written =
        [
            .. RowTests.Conditions.Select(static row => row.Data.Item1),
            "lower(http.user_agent) contains \"mozilla\" and upper(http.host) eq \"EXAMPLE.ORG\"",
            "http.request.uri.path matches r\"^/(wp-)?login\" or ip.src in {10.0.0.0/8 2001:db8::/32}",
            "lower(http.user_agent) matches \"chrome/[0-9]+\" xor ends_with(lower(http.host), \".org\")",
        ];
        var conditions =
            written.Select(static text => Compiled.Condition(text, TestFields.Catalogue)).ToArray();
        var numbers =
            RowTests.Numbers.Select(static row => Compiled.Number(row.Data.Item1, TestFields.Catalogue))
            .ToArray();
        var text = Compiled.Text("lower(if(ssl, http.user_agent, http.host))", TestFields.Catalogue);

        var sum = 0.0;
        long Round()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var condition in conditions)
            {
                sum += (int)condition.Evaluate(Source);
            }

            foreach (var number in numbers)
            {
                sum += number.Evaluate(Source);
            }

            sum += text.Evaluate(Source, out var value) is Presence.Present ? value.Length : 0;
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // Patterns build their automata, and pools fill, as they first meet a text.
        for (var i = 0; i < 50; i++)
        {
            Round();
        }

        Assert.Equal(0, Enumerable.Range(0, 20).Sum(_ => Round()));
        Assert.NotEqual(0, sum);
    }

    /// <summary>A request that has everything, in fields, so that reading it costs nothing.</summary>
    private sealed class PlainSource(FieldCatalogue catalogue) : FieldSource
    {
        private readonly IPAddress _address = IPAddress.Parse("2001:db8::1");
        private readonly string[] _texts = [.. catalogue.Fields.Select(static field => field.Name switch
        {
            "http.user_agent" => "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0",
            "http.request.uri.path" => "/wp-login",
            _ => "Example.org",
        })];

        public override Presence Bool(int field, out bool value)
        {
            value = field % 2 == 0;
            return Presence.Present;
        }

        public override Presence Number(int field, out double value)
        {
            value = field;
            return Presence.Present;
        }

        public override Presence Text(int field, out string value)
        {
            value = _texts[field];
            return Presence.Present;
        }

        public override Presence Address(int field, out IPAddress value)
        {
            value = _address;
            return Presence.Present;
        }
    }
}
