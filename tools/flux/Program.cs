using System.CommandLine;
using Flux.Cli.Commands;

// The commands stop by themselves, in order; System.CommandLine would cut them off after two seconds.
return await FluxCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
