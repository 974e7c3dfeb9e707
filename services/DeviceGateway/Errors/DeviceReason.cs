namespace Flux.DeviceGateway.Errors;

/// <summary>The stable reasons of <see cref="DeviceException"/>, sent to callers in google.rpc.ErrorInfo.</summary>
public static class DeviceReason
{
    /// <summary>The login was refused. Tried once only: more tries could lock the account.</summary>
    public const string AuthenticationFailed = "AUTHENTICATION_FAILED";

    /// <summary>The device answered a command with an error of its own.</summary>
    public const string CommandRejected = "COMMAND_REJECTED";

    /// <summary>A command did not end within its limit.</summary>
    public const string CommandTimeout = "COMMAND_TIMEOUT";

    /// <summary>A change on trial was not confirmed, because no login worked after it; the device takes it back by itself.</summary>
    public const string ConfigNotConfirmed = "CONFIG_NOT_CONFIRMED";

    /// <summary>The connection broke while configuration was pushed: nobody knows how much of it the device took.</summary>
    public const string ConfigStateUnknown = "CONFIG_STATE_UNKNOWN";

    /// <summary>The connection ended while it was in use.</summary>
    public const string ConnectionLost = "CONNECTION_LOST";

    /// <summary>Nothing listens on the port.</summary>
    public const string ConnectionRefused = "CONNECTION_REFUSED";

    /// <summary>Connected, but login did not end within the limit.</summary>
    public const string ConnectTimeout = "CONNECT_TIMEOUT";

    /// <summary>Logged in, but the device stopped answering while its platform was being found out.</summary>
    public const string DetectionTimeout = "DETECTION_TIMEOUT";

    /// <summary>The device shows another host key than the pinned one.</summary>
    public const string HostKeyChanged = "HOST_KEY_CHANGED";

    /// <summary>No host key is pinned and the policy asks for one.</summary>
    public const string HostKeyUnknown = "HOST_KEY_UNKNOWN";

    /// <summary>The HTTP exchange failed below HTTP: TLS, protocol.</summary>
    public const string HttpFailed = "HTTP_FAILED";

    /// <summary>The private key in the inventory cannot be read.</summary>
    public const string InvalidKey = "INVALID_KEY";

    /// <summary>The element's transport_settings are wrong.</summary>
    public const string InvalidTransportSettings = "INVALID_TRANSPORT_SETTINGS";

    /// <summary>The element has no management address.</summary>
    public const string NoAddress = "NO_ADDRESS";

    /// <summary>The two sides share no algorithm.</summary>
    public const string NoCommonAlgorithm = "NO_COMMON_ALGORITHM";

    /// <summary>The trial is over, or belongs to another session.</summary>
    public const string NothingToConfirm = "NOTHING_TO_CONFIRM";

    /// <summary>Something else than an SSH server answered.</summary>
    public const string NotSsh = "NOT_SSH";

    /// <summary>The output is over the cap.</summary>
    public const string OutputTooLarge = "OUTPUT_TOO_LARGE";

    /// <summary>A regular expression takes too long on what the device sent.</summary>
    public const string PatternTooSlow = "PATTERN_TOO_SLOW";

    /// <summary>Logged in, but no prompt of the platform showed up.</summary>
    public const string PromptNotFound = "PROMPT_NOT_FOUND";

    /// <summary>No such session, or it closed.</summary>
    public const string SessionNotFound = "SESSION_NOT_FOUND";

    /// <summary>The gateway's SSH library is not installed.</summary>
    public const string SshLibraryMissing = "SSH_LIBRARY_MISSING";

    /// <summary>The platform lacks what the call needs, configuration mode for instance.</summary>
    public const string UnsupportedByPlatform = "UNSUPPORTED_BY_PLATFORM";

    /// <summary>The gateway holds as many sessions as it may.</summary>
    public const string TooManySessions = "TOO_MANY_SESSIONS";

    /// <summary>No platform of that name.</summary>
    public const string UnknownPlatform = "UNKNOWN_PLATFORM";

    /// <summary>The address did not resolve or nothing answered.</summary>
    public const string Unreachable = "UNREACHABLE";
}
