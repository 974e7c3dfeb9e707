using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.Shared;

// Makes objects from the services and some given arguments, as ActivatorUtilities does, but without expression trees:
// compiling them brings some 5 MB of assemblies and code into each process.
internal static class ObjectMaker
{
    public static ObjectFactory Create(Type type, params Type[] given)
    {
        var constructors = type.GetConstructors();
        if (constructors is not [var constructor] || Array.Exists(constructor.GetParameters(), p => p.IsDefined(typeof(FromKeyedServicesAttribute))))
            return ActivatorUtilities.CreateFactory(type, given);
        var parameters = constructor.GetParameters();
        var positions = Match(parameters, given);
        if (positions is null)
            return ActivatorUtilities.CreateFactory(type, given);
        var invoker = ConstructorInvoker.Create(constructor);
        return (services, arguments) =>
        {
            var values = new object?[parameters.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = positions[i] is var position and >= 0 ? arguments![position] : Resolve(services, parameters[i], type);
            return invoker.Invoke(values.AsSpan());
        };
    }

    // For each parameter the index of its given argument, or -1; null if an argument fits nowhere.
    private static int[]? Match(ParameterInfo[] parameters, Type[] given)
    {
        var positions = new int[parameters.Length];
        Array.Fill(positions, -1);
        for (var argument = 0; argument < given.Length; argument++)
        {
            var index = Array.FindIndex(parameters, p => positions[p.Position] < 0 && p.ParameterType.IsAssignableFrom(given[argument]));
            if (index < 0)
                return null;
            positions[index] = argument;
        }
        return positions;
    }

    private static object? Resolve(IServiceProvider services, ParameterInfo parameter, Type type)
    {
        if (services.GetService(parameter.ParameterType) is { } service)
            return service;
        return parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new InvalidOperationException($"Unable to resolve service for type '{parameter.ParameterType}' while attempting to activate '{type}'.");
    }
}
