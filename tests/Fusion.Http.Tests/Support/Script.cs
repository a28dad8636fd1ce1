using System.Collections.Concurrent;
using Akka.Actor;
using Fusion.Contracts;
using Fusion.Contracts.Protocols;

namespace Fusion.Http.Tests.Support;

/// <summary>What stands behind the endpoints instead of actors: a reply for each type of message, and what was received.</summary>
internal sealed class Script
{
    private readonly ConcurrentDictionary<Type, Func<object, object?>> _replies = new();

    /// <summary>The messages in the order they came.</summary>
    public ConcurrentQueue<object> Received { get; } = new();

    /// <summary>Answers messages of a type; without this, and where the reply is null, they are never answered.</summary>
    public Script On<TMessage>(Func<TMessage, IReply?> reply)
        where TMessage : IFusionMessage
    {
        _replies[typeof(TMessage)] = message => reply((TMessage)message);
        return this;
    }

    /// <summary>Answers messages of a type with a failure, as Akka reports exceptions.</summary>
    public Script Fail<TMessage>(Exception cause)
        where TMessage : IFusionMessage
    {
        _replies[typeof(TMessage)] = _ => new Status.Failure(cause);
        return this;
    }

    /// <summary>Forgets all replies and all that was received.</summary>
    public void Clear()
    {
        _replies.Clear();
        Received.Clear();
    }

    /// <summary>The only message of that type.</summary>
    public TMessage Single<TMessage>() => Received.OfType<TMessage>().Single();

    /// <summary>The actor of the script.</summary>
    public Props Props() => Akka.Actor.Props.Create(() => new ScriptActor(this));

    private sealed class ScriptActor : UntypedActor
    {
        private readonly Script _script;

        public ScriptActor(Script script) => _script = script;

        protected override void OnReceive(object message)
        {
            _script.Received.Enqueue(message);
            if (_script._replies.TryGetValue(message.GetType(), out Func<object, object?>? find) && find(message) is { } reply) Sender.Tell(reply);
        }
    }
}
