using Flux.Lab.Mail;

namespace Flux.Notification.Tests.Support;

/// <summary>Needs exim, and root.</summary>
internal sealed class EximTheoryAttribute : TheoryAttribute
{
    public EximTheoryAttribute() => Skip = EximServer.Missing;
}
