using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Protocols;

/// <summary>What the giver of job numbers accepts, answers and records. Customers take numbers in blocks, so that it is not asked for each job.</summary>
public static class JobNumberProtocol
{
    /// <summary>Takes a block of numbers that nobody else gets.</summary>
    /// <param name="CustomerId">Who takes it.</param>
    /// <param name="Above">The largest number the customer had; all in the block are larger.</param>
    public sealed record TakeNumbers(CustomerId CustomerId, long Above) : IJobNumberMessage;

    /// <summary>Answers <see cref="TakeNumbers"/> once the block is in the journal.</summary>
    /// <param name="First">The first number.</param>
    /// <param name="Count">How many; they follow one another.</param>
    public sealed record NumbersTaken(long First, int Count) : IReply;

    /// <summary>All numbers up to this one are given; also what is kept in the snapshot store.</summary>
    public sealed record NumbersGiven(long Last) : IJobNumberMessage;
}
