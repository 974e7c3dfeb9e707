using Flux.Lab.Mail;

namespace Flux.Notification.Tests.Support;

/// <summary>Needs exim, and root.</summary>
internal sealed class EximFactAttribute : FactAttribute
{
    public EximFactAttribute() => Skip = EximServer.Missing;
}
