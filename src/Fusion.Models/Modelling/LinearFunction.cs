using System.Collections.Immutable;

namespace Fusion.Models.Modelling;

/// <summary>What a model predicts with that is linear in its inputs: Σ coefficient · input, added up in this order, and then the intercept.</summary>
/// <param name="Coefficients">One for each of <see cref="FittedModel.Inputs"/>, in that order.</param>
/// <param name="Intercept">The constant; null for a score without one.</param>
/// <param name="Threshold">The score above which a row is of class 1; null where the sum itself is the prediction.</param>
/// <param name="IsClipped">Whether 0 stands for less.</param>
internal sealed record LinearFunction(ImmutableArray<double> Coefficients, double? Intercept = null, double? Threshold = null, bool IsClipped = false);
