namespace Weir.Analyzers.Tests;

/// <summary>WEIR004: results of tasks taken without waiting for them properly.</summary>
public sealed class Weir004BlockingTests
{
    [Theory]
    [InlineData("Use(task.Result); // WEIR004")]
    [InlineData("Use(value.Result); // WEIR004")]
    [InlineData("task.Wait(); // WEIR004")]
    [InlineData("Use(task.Wait(5)); // WEIR004")]
    [InlineData("Task.WaitAll(task); // WEIR004")]
    [InlineData("Use(task.GetAwaiter().GetResult()); // WEIR004")]
    [InlineData("Use(value.GetAwaiter().GetResult()); // WEIR004")]
    [InlineData("((Task)task).GetAwaiter().GetResult(); // WEIR004")]
    [InlineData("Use(task.ConfigureAwait(false).GetAwaiter().GetResult()); // WEIR004")]
    [InlineData("Use(value.ConfigureAwait(false).GetAwaiter().GetResult()); // WEIR004")]
    [InlineData("Action a = task.Wait; Use(a); // WEIR004")]
    [InlineData("if (task.IsCompletedSuccessfully) { Use(task.Result); } // WEIR004")]
    public Task Reports_Blocking(string row) => Case(row);

    [Theory]
    [InlineData("Use(await task);")]
    [InlineData("Use(await value.ConfigureAwait(false));")]
    [InlineData("await Task.WhenAll(task);")]
    [InlineData("Use(await Task.WhenAny(task));")]
    [InlineData("Use(Pair().Result);")]
    [InlineData("Use(nameof(task.Result));")]
    [InlineData("Use(new Own().Wait() + new Own().GetResult());")]
    [InlineData("await new SemaphoreSlim(1).WaitAsync();")]
    public Task Passes_Waiting(string row) => Case(row);

    private static Task Case(string row) => Compiled.Source<BlockingAnalyzer>($$"""
        class Own { public int Wait() => 1; public int GetResult() => 2; }
        class Cases
        {
            static async Task Case(Task<int> task, ValueTask<int> value)
            {
                await Task.Yield();
                Use(value.IsCompleted);
        {{row}}
            }
        }
        """);
}
