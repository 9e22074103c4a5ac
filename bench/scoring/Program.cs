using Weir.Bench.Scoring.Golden;

if (args is ["golden", var folder])
{
    GoldenSet.Write(folder, Console.Error);
    return 0;
}

return 2;
