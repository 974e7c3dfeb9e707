using System.Text;
using Flux.Contracts.Inventory.V1;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.Inventory.Import;

/// <summary>Takes a file that comes in pieces.</summary>
internal static class ImportFile
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static async Task<(ImportOptions Options, string Text)> ReceiveAsync(IAsyncStreamReader<ImportElementsRequest> input, CancellationToken ct)
    {
        ImportOptions? options = null;
        using var bytes = new MemoryStream();
        for (var first = true; await input.MoveNext(ct); first = false)
        {
            if (first) options = Check(input.Current.Options);
            if (bytes.Length + input.Current.Content.Length > MaxBytes)
                throw FluxError.ResourceExhausted("import size", $"a file has at most {MaxBytes} bytes; cut it into several.", "IMPORT_TOO_LARGE");
            input.Current.Content.WriteTo(bytes);
        }

        try
        {
            return (options ?? Check(null), Strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException error)
        {
            throw FluxError.InvalidArgument("content", $"is not UTF-8: byte {error.Index} cannot be read; save the file as UTF-8.");
        }
    }

    private static ImportOptions Check(ImportOptions? options)
    {
        var violations = new Violations();
        violations.Require(options?.Format is ImportFormat.Yaml or ImportFormat.Csv, "options.format", "must be given with the first piece: IMPORT_FORMAT_YAML or IMPORT_FORMAT_CSV.");
        violations.ThrowIfAny();
        return options!;
    }
}
