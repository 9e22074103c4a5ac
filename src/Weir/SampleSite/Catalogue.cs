using System.Collections.Immutable;

namespace Weir.Cli.SampleSite;

/// <param name="Slug">Its name in addresses; <c>assets/SLUG.svg</c> is its picture.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Pence">Its price.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Text">A paragraph.</param>
internal sealed record Product(string Slug, string Name, int Pence, string Summary, string Text)
{
    public string Price => $"£{Pence / 100}.{Pence % 100:00}";
}

/// <summary>What the sample shop sells.</summary>
internal static class Catalogue
{
    public static ImmutableArray<Product> Products { get; } =
    [
        new("ash-paddle", "Ash paddle", 8900, "One piece of coppiced ash, oiled, for canoes.",
            "Carved from a single board and finished with linseed oil. It flexes a little on the pull, which "
            + "your shoulders will thank you for at the end of a long day. 150 cm; others on request."),
        new("dry-bag", "Dry bag, 20 litres", 2450, "Roll it three times and it floats.",
            "Welded seams, a stiff collar that rolls flat, and two rings to tie it in with. Holds a sleeping "
            + "bag, a stove and the book that you will not have time to read."),
        new("river-map", "Map of the upper river", 1200, "Every weir, portage and landing on one sheet.",
            "Surveyed on foot and by boat over two summers, printed on paper that does not mind the rain. "
            + "Scale 1:25,000, with the depth of each pool at mean level."),
        new("throw-line", "Throw line, 18 metres", 3800, "Floating rope in a bag that throws well.",
            "Bright 10 mm polypropylene, packed so that it pays out without a snarl. Practise on the bank: "
            + "the first throw is the one that counts."),
        new("enamel-mug", "Enamel mug", 950, "Holds tea, soup and small treasures.",
            "Steel, enamelled twice, with a rim that does not burn. Chips add character."),
        new("wool-socks", "Wool socks, two pairs", 1850, "Warm when wet, which they will be.",
            "Knitted in the valley from local wool with a little nylon at the heel. One pair on, one pair in "
            + "the dry bag."),
    ];

    public static Product? Find(string slug) => Products.FirstOrDefault(product => product.Slug == slug);
}
