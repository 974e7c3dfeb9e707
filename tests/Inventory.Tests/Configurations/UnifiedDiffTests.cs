using System.Diagnostics;
using Flux.Inventory.Configurations.Diff;
using Flux.Lab;
using FsCheck;
using FsCheck.Fluent;

namespace Flux.Inventory.Tests.Configurations;

public sealed class UnifiedDiffTests
{
    // Few different lines, so that there is much to match; with and without a line feed at the end.
    private static readonly Gen<string> Text =
        from lines in Gen.Elements("a", "b", "c", "", "d\r").ListOf()
        from feed in Gen.Elements("", "\n")
        select string.Join('\n', lines) + feed;

    [Theory]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n")]
    [InlineData("", "a\n", "@@ -0,0 +1 @@\n+a\n")]
    [InlineData("a\n", "", "@@ -1 +0,0 @@\n-a\n")]
    [InlineData("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\n", "@@ -6,4 +6,3 @@\n 6\n 7\n 8\n-9\n")]
    public void Compare_Texts_WritesWhatDiffWrites(string older, string newer, string hunks) =>
        Assert.Equal("--- old\n+++ new\n" + hunks, UnifiedDiff.Compare(older, newer, "old", "new", 3, default).Text);

    [Fact]
    public void Compare_AnyTexts_CanBeAppliedAndIsShortest() => Prop.ForAll(
        (from older in Text from newer in Text from context in Gen.Choose(0, 4) select (older, newer, context)).ToArbitrary(),
        sample =>
        {
            var result = UnifiedDiff.Compare(sample.older, sample.newer, "old", "new", sample.context, default);
            Assert.Equal(sample.newer, Patch.Apply(result.Text, sample.older));
            Assert.Equal(sample.older == sample.newer, result.Text.Length == 0);
            var (left, right) = (Patch.Lines(sample.older), Patch.Lines(sample.newer));
            var common = LongestCommon(left, right);
            Assert.Equal((left.Count - common, right.Count - common), (result.Removed, result.Added));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compare_LongTextsWithoutOrder_StaysRightBeyondTheCostBound()
    {
        var random = new Random(7);
        string Shuffled() => string.Concat(Enumerable.Range(0, 10_000).Select(_ => $"interface {random.Next(500)}\n"));
        var (older, newer) = (Shuffled(), Shuffled());
        var result = UnifiedDiff.Compare(older, newer, "old", "new", 3, default);
        Assert.Equal(newer, Patch.Apply(result.Text, older));
    }

    [Fact]
    public void Compare_AnyTexts_GitAppliesIt()
    {
        using var folder = new TempDirectory("flux-diff");
        var random = new Random(11);
        for (var i = 0; i < 10; i++)
        {
            string Draw() => string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => $"line {random.Next(40)}\n")) + (random.Next(2) == 0 ? "end" : "");
            var (older, newer) = (Draw(), Draw());
            var file = Path.Combine(folder.Path, "text");
            File.WriteAllText(file, older);
            var start = new ProcessStartInfo("git", ["apply", "--unidiff-zero", "-p0", "-"]) { WorkingDirectory = folder.Path, RedirectStandardInput = true };
            start.Environment["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(folder.Path);
            using var process = Process.Start(start)!;
            process.StandardInput.Write(UnifiedDiff.Compare(older, newer, "text", "text", i % 4, default).Text);
            process.StandardInput.Close();
            process.WaitForExit();
            Assert.Equal(newer, File.ReadAllText(file));
        }
    }

    private static int LongestCommon(List<string> left, List<string> right)
    {
        var table = new int[left.Count + 1, right.Count + 1];
        for (var i = 1; i <= left.Count; i++)
        {
            for (var j = 1; j <= right.Count; j++)
                table[i, j] = left[i - 1] == right[j - 1] ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
        }

        return table[left.Count, right.Count];
    }
}
