using Grpc.Core;
using Grpc.Reflection.V1;

namespace Grpc.Reflection.Internal;

internal sealed class ReflectionService(DescriptorIndex index) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
            await responseStream.WriteAsync(ReflectionAnswer.To(requestStream.Current, index));
    }
}
