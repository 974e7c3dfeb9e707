using System.Runtime.InteropServices;

namespace Flux.Documents.Mongo.Driver;

/// <summary>The start of <c>mongoc_host_list_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MongoHost
{
    public MongoHost* Next;
    public fixed byte Host[256];
    public fixed byte HostAndPort[262];
}
