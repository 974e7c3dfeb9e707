using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Flux.Cli.Calling;

/// <summary>Calls a method known by its descriptor only; a unary answer is a stream of one.</summary>
internal static class GenericCall
{
    /// <summary>Sends one request and yields each answer.</summary>
    /// <param name="invoker">Where to.</param>
    /// <param name="method">Unary or server streaming.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static IAsyncEnumerable<IMessage> CallAsync(CallInvoker invoker, MethodDescriptor method, IMessage request, CancellationToken cancellationToken)
    {
        if (method.IsClientStreaming)
            throw new CliException($"{method.FullName} takes a stream of requests, which this command cannot send");
        var type = method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
        var call = new Method<IMessage, IMessage>(type, method.Service.FullName, method.Name, Marshal(method.InputType), Marshal(method.OutputType));
        return method.IsServerStreaming
            ? invoker.AsyncServerStreamingCall(call, null, new CallOptions(cancellationToken: cancellationToken), request).ResponseStream.ReadAllAsync(cancellationToken)
            : UnaryAsync(invoker.AsyncUnaryCall(call, null, new CallOptions(cancellationToken: cancellationToken), request));
    }

    private static Marshaller<IMessage> Marshal(MessageDescriptor type) => Marshallers.Create(message => message.ToByteArray(), bytes => type.Parser.ParseFrom(bytes));

    private static async IAsyncEnumerable<IMessage> UnaryAsync(AsyncUnaryCall<IMessage> call)
    {
        yield return await call;
    }
}
