namespace Fusion.Models.Regression;

/// <summary>The penalty λ(η‖β‖₁ + ½(1−η)‖β‖²) beside half the mean squared error.</summary>
/// <param name="Lambda">λ ≥ 0.</param>
/// <param name="Eta">η from 0 (ridge) to 1 (lasso).</param>
internal readonly record struct Penalty(double Lambda, double Eta)
{
    /// <summary>The weight of ‖β‖₁.</summary>
    public double Absolute => Lambda * Eta;

    /// <summary>The weight of ½‖β‖².</summary>
    public double Squared => Lambda * (1 - Eta);
}
