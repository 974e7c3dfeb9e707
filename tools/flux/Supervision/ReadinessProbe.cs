namespace Flux.Cli.Supervision;

/// <summary>Asks a service's /readyz until it says yes. Nothing outside the service can say so earlier, so asking again is the only way.</summary>
internal sealed class ReadinessProbe(Uri address)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);
    private static readonly HttpClient _client = new();

    /// <summary>What it said last, for error messages.</summary>
    public string LastAnswer { get; private set; } = "no answer";

    /// <summary>Returns when the service is ready.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var response = await _client.GetAsync(address, cancellationToken);
                if (response.IsSuccessStatusCode)
                    return;
                LastAnswer = $"{(int)response.StatusCode} {(await response.Content.ReadAsStringAsync(cancellationToken)).Trim()}";
            }
            catch (HttpRequestException)
            {
                LastAnswer = "no answer";
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }
}
