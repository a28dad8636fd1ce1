namespace Fusion.Actors.Serialization;

/// <summary>Bytes are not what was written.</summary>
internal sealed class DamagedException(string message) : System.Runtime.Serialization.SerializationException(message);
