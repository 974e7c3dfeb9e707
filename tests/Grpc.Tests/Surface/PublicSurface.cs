using System.Reflection;

namespace Flux.Grpc.Tests.Surface;

/// <summary>Writes what an assembly offers to others, a line a member, in the words of reflection.</summary>
public static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The lines, sorted. Types that the proto compiler generated are left out.</summary>
    public static IReadOnlyList<string> Of(params IEnumerable<Assembly> assemblies) =>
    [
        .. assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !IsGenerated(type)).SelectMany(Lines).Distinct().Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Lines(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        yield return $"{Name(type)}: {kind}";
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                yield return $"{Name(type)}.{name} = {Convert.ToInt64(Enum.Parse(type, name))}";
            yield break;
        }
        foreach (var constructor in type.GetConstructors(Declared).Where(IsVisible).Where(_ => kind != "delegate"))
            yield return $"{Name(type)}({Parameters(constructor)})";
        foreach (var field in type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily))
            yield return $"{Name(type)}.{field.Name}: {Name(field.FieldType)}";
        foreach (var method in type.GetMethods(Declared).Where(IsVisible).Where(method => kind != "delegate" || method.Name == "Invoke"))
            yield return $"{Name(type)}.{method.Name}{Generic(method)}({Parameters(method)}): {Name(method.ReturnType)}";
    }

    // What overrides something is no member of its own.
    private static bool IsVisible(MethodBase method) => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
        && !(method is MethodInfo info && info.GetBaseDefinition() is var first && first != info && first.DeclaringType != info.DeclaringType);

    private static bool IsGenerated(Type type) => type.Namespace is "Grpc.Health.V1" or "Grpc.Reflection.V1" or "Grpc.Reflection.V1Alpha"
        || type.Namespace?.StartsWith("Grpc.Reflection.V", StringComparison.Ordinal) == true;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " =" : "")}"));

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsByRef || type.IsArray)
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        var name = (type.DeclaringType is { } outer ? $"{outer.Name}." : "") + type.Name;
        var prefix = type.Namespace?.StartsWith("Grpc", StringComparison.Ordinal) == true || type.Namespace?.StartsWith("Microsoft", StringComparison.Ordinal) == true
            ? type.Namespace + "." : "";
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return prefix + (tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>");
    }
}
