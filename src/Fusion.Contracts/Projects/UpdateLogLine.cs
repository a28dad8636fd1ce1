namespace Fusion.Contracts.Projects;

/// <summary>Learn or forget calls that are alike: who, what, which columns, and how they ended.</summary>
/// <param name="Client">Client label.</param>
/// <param name="Forget">Whether the rows were subtracted.</param>
/// <param name="Status">HTTP status of their answers.</param>
/// <param name="Names">Column names joined by commas.</param>
/// <param name="Types">Letters of the columns' types joined by commas.</param>
/// <param name="Calls">Number of calls.</param>
/// <param name="Rows">Rows in all of them, also those not counted.</param>
/// <param name="Milliseconds">Time from arrival to answer, all calls together.</param>
public sealed record UpdateLogLine(
    string Client, bool Forget, int Status, string Names, string Types, long Calls, long Rows, long Milliseconds);
