using System.Globalization;
using Fusion.Models;

namespace Fusion.Node.Demo;

/// <summary>How good a project's models are on rows that no project has learned.</summary>
/// <param name="Project">The project.</param>
/// <param name="Rows">Rows the models are made of.</param>
/// <param name="Accuracy">Share of outcomes predicted rightly.</param>
/// <param name="AreaUnderCurve">Chance that a client who subscribed ranks above one who did not.</param>
/// <param name="AgeError">Root mean squared error of the estimated age, in years.</param>
internal sealed record Judgement(string Project, long Rows, double Accuracy, double AreaUnderCurve, double AgeError)
{
    /// <summary>Compares predictions with the truth.</summary>
    /// <param name="project">The project.</param>
    /// <param name="rows">Rows the models are made of.</param>
    /// <param name="test">The truth.</param>
    /// <param name="outcomes">Predictions of the discriminant, one map per row.</param>
    /// <param name="ages">Predictions of the regression, one map per row.</param>
    public static Judgement Of(
        string project,
        long rows,
        CsvTable test,
        IReadOnlyList<IReadOnlyDictionary<string, string>> outcomes,
        IReadOnlyList<IReadOnlyDictionary<string, string>> ages)
    {
        bool[] subscribed = [.. test.Column(BankSample.Outcome).Select(value => value == 1)];
        // Only 12 of 100 subscribe: resU moves the threshold by the classes' shares, res would call far too many.
        bool[] decisions = [.. outcomes.Select(map => map["resU"] == "1")];
        double[] scores = [.. outcomes.Select(map => Number(map["resZ"]))];
        double[] estimates = [.. ages.Select(map => Number(map["res"]))];
        return new Judgement(
            project,
            rows,
            BinaryAssessment.Accuracy(decisions, subscribed),
            BinaryAssessment.AreaUnderCurve(scores, subscribed),
            RegressionAssessment.Of(estimates, test.Column(BankSample.Age)).RootMeanSquaredError);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
