using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using FsCheck;
using FsCheck.Fluent;
using static Flux.ContextBuilder.Tests.Elements.Sources;

namespace Flux.ContextBuilder.Tests.Elements;

/// <summary>Random groups and settings: the result is a function of the set, and every leaf comes from the highest layer that sets its name.</summary>
public sealed class PrecedenceProperties
{
    // Few short names over a small alphabet, so that clashes are frequent.
    private static readonly Gen<string> Name = Gen.Elements("a", "b", "a.b", "a.c", "a.b.c", "b.c", "a._value", "c.a.b", "element", "epoch.x");

    private static readonly Gen<string[]> Layer = Name.ArrayOf().Select(names => names.Distinct().ToArray());

    private static readonly Gen<(Group[] Groups, string[] Settings)> Inventory =
        from count in Gen.Choose(0, 5)
        from layers in Layer.ListOf(count)
        from weights in Gen.Choose(-2, 2).ListOf(count)
        from settings in Layer
        select (
            layers.Select((names, i) => Group(i + 1, weights[i], [.. names.Select(name => $"{name}=\"g{i + 1}:{name}\"")])).ToArray(),
            settings.Select(name => $"{name}=\"s:{name}\"").ToArray());

    [Fact]
    public void Build_InputInAnyOrder_GivesTheSameContext() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Inventory.ToArbitrary(), input =>
        {
            var shuffled = input.Groups.Reverse().Select(group => new Group(group)).ToArray();
            foreach (var group in shuffled)
            {
                var variables = group.Variables.Reverse().ToList();
                group.Variables.Clear();
                group.Variables.Add(variables);
            }

            var (one, two) = (Build(input.Groups, input.Settings), Build(shuffled, [.. input.Settings.Reverse()]));
            return one.Json == two.Json && one.Warnings.SequenceEqual(two.Warnings);
        }));

    [Fact]
    public void Build_EveryLeaf_ComesFromTheHighestLayerThatSetsItsPlace() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Inventory.ToArbitrary(), input =>
        {
            using var json = JsonDocument.Parse(Build(input.Groups, input.Settings).Json);
            var layers = input.Groups.OrderBy(group => group.Weight).ThenBy(group => group.Id)
                .Select(group => (Mark: $"g{group.Id}", Names: group.Variables.Select(variable => variable.Name).ToHashSet()))
                .Append((Mark: "s", Names: input.Settings.Select(text => text[..text.IndexOf('=')]).ToHashSet())).ToList();
            return Leaves(json.RootElement, "").All(leaf => IsFromHighest(leaf.Path, leaf.Value, layers));
        }));

    // A layer claims a place by setting it, something below it, or something above it.
    private static bool IsFromHighest(string path, string value, List<(string Mark, HashSet<string> Names)> layers)
    {
        var name = value[(value.IndexOf(':') + 1)..];
        if (path != name && path != name + "._value") return false;
        var source = layers.FindIndex(layer => layer.Mark == value[..value.IndexOf(':')]);
        return layers[source].Names.Contains(name)
            && layers.Skip(source + 1).All(layer => !layer.Names.Contains(path) && !layer.Names.Any(other => path.StartsWith(other + ".", StringComparison.Ordinal) && !HasBelow(layer.Names, other)));
    }

    private static bool HasBelow(HashSet<string> names, string name) => names.Any(other => other.StartsWith(name + ".", StringComparison.Ordinal));

    private static IEnumerable<(string Path, string Value)> Leaves(JsonElement node, string prefix) => node.EnumerateObject()
        .Where(property => prefix.Length > 0 || property.Name is not ("element" or "epoch"))
        .SelectMany(property => property.Value.ValueKind == JsonValueKind.Object
            ? Leaves(property.Value, $"{prefix}{property.Name}.")
            : [(prefix + property.Name, property.Value.GetString()!)]);
}
