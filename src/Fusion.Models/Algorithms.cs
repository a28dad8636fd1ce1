using Fusion.Models.Anomaly;
using Fusion.Models.Classification;
using Fusion.Models.CovarianceEstimation;
using Fusion.Models.Regression;

namespace Fusion.Models;

/// <summary>The algorithms that models are built with.</summary>
public static class Algorithms
{
    /// <summary>Every algorithm, in documented order.</summary>
    public static IReadOnlyList<IAlgorithm> All { get; } =
    [
        new MultipleLinearRegression(),
        new RidgeRegression(),
        new LassoRegression(),
        new ElasticNetRegression(),
        new PrincipalComponentRegression(),
        new PartialLeastSquares(),
        new LinearSupportVectorRegression(),
        new PowerRegression(),
        new LinearDiscriminant(),
        new LinearSupportVectorMachine(),
        new NaiveBayes(),
        new MultiClassDiscriminant(),
        new QuadraticDiscriminant(),
        new CovarianceEstimator(),
        new OutOfSamplePrincipalComponents(),
    ];

    /// <summary>Finds an algorithm.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The algorithm.</returns>
    /// <exception cref="InvalidRequestException">There is none of that id; the message names the ids.</exception>
    public static IAlgorithm Find(string? id) =>
        All.FirstOrDefault(algorithm => algorithm.Id == id)
        ?? throw new InvalidRequestException($"Unknown algorithm '{id}'; allowed are {string.Join(", ", All.Select(algorithm => algorithm.Id))}.");
}
