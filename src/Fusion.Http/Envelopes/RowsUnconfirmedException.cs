using Akka.Actor;

namespace Fusion.Http.Envelopes;

/// <summary>No answer in time to rows sent to be learned or forgotten: they may still count, so only the same attempt may send them again.</summary>
internal sealed class RowsUnconfirmedException(AskTimeoutException silence) : AskTimeoutException(silence.Message);
