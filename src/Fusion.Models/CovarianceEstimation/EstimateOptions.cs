using System.Collections.Immutable;

namespace Fusion.Models.CovarianceEstimation;

/// <summary>Which estimate of a covariance matrix is made, and how strong it is.</summary>
/// <param name="Type">One of the types below.</param>
/// <param name="Tuning">How the strength is chosen from the data; null where the request gives it.</param>
/// <param name="Alpha">α, the share of what the matrix is mixed with.</param>
/// <param name="Lambda">λ, what is added to the diagonal, or the penalty of the graphical lasso.</param>
/// <param name="Count">q, the number of eigenvectors kept; null where none are counted.</param>
internal sealed record EstimateOptions(string Type, string? Tuning, double Alpha, double Lambda, int? Count)
{
    /// <summary>C + λI.</summary>
    public const string Tikhonov = "l2_reg_thinkhonov";

    /// <summary>(1 − α)C + α·(tr C/p)·I.</summary>
    public const string ScaledIdentity = "l2_reg_sig";

    /// <summary>(1 − α)C + αI.</summary>
    public const string IdentityMixture = "identity_mixture";

    /// <summary>The part of C in its q leading eigenvectors.</summary>
    public const string EigenTruncation = "eigen_trunc";

    /// <summary>The inverse of a sparse inverse.</summary>
    public const string GraphicalLasso = "graph_lasso";

    /// <summary>Rao-Blackwell Ledoit-Wolf.</summary>
    public const string RaoBlackwell = "rblw";

    /// <summary>Oracle approximating shrinkage.</summary>
    public const string Oracle = "oas";

    /// <summary>Extended Bayesian information criterion.</summary>
    public const string InformationCriterion = "ebic";

    private static readonly ParameterInfo Mixture = new("alpha", ParameterType.Number, "0.1", "Share of what the covariances are mixed with.")
    {
        Minimum = 0,
        Maximum = 1,
    };

    private static readonly ParameterInfo Penalty = new(
        "lambda", ParameterType.Number, "1", "What l2_reg_thinkhonov adds to the variances; the penalty of graph_lasso.")
    {
        Minimum = 0,
    };

    private static readonly ParameterInfo Vectors = new(
        "q", ParameterType.WholeNumber, null, "Eigenvectors that eigen_trunc keeps, at most one for each input; required there.")
    {
        Minimum = 1,
    };

    /// <summary>The parameter that names the type of estimate.</summary>
    /// <param name="description">What it does, one sentence.</param>
    /// <param name="types">The types allowed.</param>
    public static ParameterInfo TypeParameter(string description, params ImmutableArray<string> types) =>
        new("estimate_type", ParameterType.Choice, null, description) { Choices = types };

    /// <summary>The parameters beside the type.</summary>
    /// <param name="tunings">The tunings allowed.</param>
    public static ImmutableArray<ParameterInfo> Parameters(params ImmutableArray<string> tunings)
    {
        ParameterInfo tuning = new(
            "tuning_type", ParameterType.Choice, null, "Chooses alpha of l2_reg_sig (rblw, oas) or lambda of graph_lasso (ebic) from the data.")
        {
            Choices = tunings,
        };
        ParameterInfo alias = tuning with { Name = "tuning", Description = "Another name of tuning_type, which counts where both are given." };
        return [tuning, alias, Mixture, Penalty, Vectors];
    }

    /// <summary>Reads the options of a request.</summary>
    /// <exception cref="InvalidRequestException">A parameter is missing or not allowed with this type.</exception>
    public static EstimateOptions Read(string type, MlContext context)
    {
        string? tuning = (context.FindParameter("tuning_type") ?? context.FindParameter("tuning"))?.Trim();
        string[] allowed = type switch
        {
            ScaledIdentity => [RaoBlackwell, Oracle],
            GraphicalLasso => [InformationCriterion],
            _ => [],
        };
        if (tuning is not null && !allowed.Contains(tuning))
        {
            string choice = allowed.Length == 0 ? "none: leave it out" : string.Join(", ", allowed);
            throw new InvalidRequestException($"Parameter 'tuning_type' is '{tuning}'; with estimate_type={type} allowed are {choice}.");
        }

        int? count = type == EigenTruncation ? (int)Math.Min(Vectors.ReadNumber(context), int.MaxValue) : null;
        return new EstimateOptions(type, tuning, Mixture.ReadNumber(context), Penalty.ReadNumber(context), count);
    }

    /// <summary>Refuses more eigenvectors than there are.</summary>
    /// <exception cref="InvalidRequestException">q exceeds the number of inputs.</exception>
    public void CheckSize(int inputs)
    {
        if (Count > inputs)
            throw new InvalidRequestException($"Parameter 'q' is '{Count}'; allowed are whole numbers from 1 to {inputs}, the number of inputs.");
    }
}
