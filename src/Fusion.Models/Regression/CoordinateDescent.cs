using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>Coordinate descent with covariance updates and an active set (Friedman, Hastie and Tibshirani 2010), finished by a direct solve.</summary>
/// <remarks>
/// <para>Each step minimises in one coefficient: γⱼ ← S(gⱼ − Σ_{k≠j} Gⱼₖγₖ, λη) / (Gⱼⱼ + λ(1−η)), S being soft thresholding (their eq. 5 on sums). A sweep
/// takes all coefficients or, between two of those, only the ones that are not 0. Doubles are enough, and no sum depends on a vector width.</para>
/// <para>Where a sweep changes no sign, the minimum over all vectors of these signs solves a linear system. If its
/// signs agree and the gradient of all others is within λη, it is the minimum (Osborne, Presnell and Turlach 2000), whatever the start and the tolerance;
/// if a sign differs, the descent goes on from where the first coefficient becomes 0 (Lee et al. 2007). Coefficients of collinear inputs move along the
/// direction without curvature until one is 0, so that the system has a solution.
/// The tolerance only says when to solve although signs still change.</para>
/// <para>Cost of a sweep: p multiplications for each coefficient that changes; of a direct solve: a³/6 for a coefficients.</para>
/// </remarks>
internal sealed class CoordinateDescent
{
    /// <summary>How far rounding may put a gradient beyond its bound, as a factor.</summary>
    private static readonly double Slack = 1 + Math.ScaleB(1, -50);

    /// <summary>A slope below this share of what it is made of is none.</summary>
    private static readonly double Level = Math.ScaleB(1, -40);

    private readonly PenalisedSystem _system;
    private readonly Penalty _penalty;
    private readonly double[] _bounds;
    private readonly double[] _coefficients;
    private readonly double[] _gradient;
    private bool _signsChanged;

    /// <summary>Prepares a descent.</summary>
    /// <param name="system">What is minimised.</param>
    /// <param name="penalty">With an absolute part above 0.</param>
    /// <param name="start">Where it starts; not changed.</param>
    public CoordinateDescent(PenalisedSystem system, Penalty penalty, double[] start)
    {
        _system = system;
        _penalty = penalty;
        double rounding = Math.ScaleB(Math.Sqrt((double)system.TargetVariance), -52);
        _bounds = [.. Enumerable.Range(0, system.Size).Select(j => (penalty.Absolute * Slack) + (Math.Sqrt(system.Rounded[j][j]) * rounding))];
        _coefficients = [.. start];
        _gradient = new double[system.Size];
        ReadGradient(Exact(start));
    }

    /// <summary>Descends to the minimum, or until the sweeps are used up.</summary>
    /// <exception cref="FitException">There is no minimum.</exception>
    public PenalisedSolution Run(DescentOptions options)
    {
        double unseen = options.Tolerance * Math.Sqrt((double)_system.TargetVariance);
        bool isFull = true;
        for (int sweep = 1; sweep <= options.Sweeps; sweep++)
        {
            _system.Cancellation.ThrowIfCancellationRequested();
            isFull = Sweep(isFull) <= unseen || !_signsChanged;
            if (isFull && SolveFace() is { } minimum)
                return new PenalisedSolution(_penalty, minimum, sweep, IsConverged: true);
        }

        return new PenalisedSolution(_penalty, Exact(_coefficients), options.Sweeps, IsConverged: false);
    }

    private static DoubleDouble[] Exact(double[] coefficients) => [.. coefficients.Select(coefficient => (DoubleDouble)coefficient)];

    private static FitException NoMinimum() => new(
        "The penalised problem has no minimum: covariances of rows with missing values contradict each other. Leave attributes out, or raise lambda.");

    /// <summary>Minimises in one coefficient after the other, and returns the largest change in units of the target.</summary>
    private double Sweep(bool isFull)
    {
        double largest = 0;
        _signsChanged = false;
        for (int j = 0; j < _coefficients.Length; j++)
        {
            double old = _coefficients[j];
            if (old == 0 && !isFull)
                continue;
            double[] row = _system.Rounded[j];
            double partial = _gradient[j] + (row[j] * old);
            if (old == 0 && Math.Abs(partial) <= _bounds[j])
                continue;
            double next = Math.CopySign(Math.Max(Math.Abs(partial) - _penalty.Absolute, 0), partial) / (row[j] + _penalty.Squared);
            if (!double.IsFinite(next))
                throw NoMinimum();
            if (next == old)
                continue;
            _signsChanged |= Math.Sign(next) != Math.Sign(old);
            Move(j, next, row);
            largest = Math.Max(largest, Math.Abs(next - old) * Math.Sqrt(row[j]));
        }

        return largest;
    }

    private void Move(int j, double next, double[] row)
    {
        double step = next - _coefficients[j];
        _coefficients[j] = next;
        for (int k = 0; k < row.Length; k++)
        {
            _gradient[k] -= row[k] * step;
        }
    }

    /// <summary>Goes to the minimum over all vectors with the present signs, or towards it until a coefficient is 0.</summary>
    /// <returns>The minimum where it is that of the whole problem; otherwise null.</returns>
    private DoubleDouble[]? SolveFace()
    {
        (int[] active, ISymmetricFactor factor) = LeaveDependent();
        DoubleDouble[] solved = factor.Solve([.. active.Select(j => _system.Cross[j] - (Math.Sign(_coefficients[j]) * _penalty.Absolute))]);
        if (active.Where((j, k) => Math.Sign((double)solved[k]) != Math.Sign(_coefficients[j])).Any())
        {
            GoToZero(active, [.. active.Select((j, k) => (double)(solved[k] - _coefficients[j]))]);
            return null;
        }

        var face = new DoubleDouble[_coefficients.Length];
        for (int k = 0; k < active.Length; k++)
        {
            face[active[k]] = solved[k];
            _coefficients[active[k]] = (double)solved[k];
        }

        ReadGradient(face);
        return _coefficients.Where((coefficient, j) => coefficient == 0 && Math.Abs(_gradient[j]) > _bounds[j]).Any() ? null : face;
    }

    /// <summary>Sets coefficients to 0 until the inputs of the others are independent, each on a way along which the function does not rise.</summary>
    private (int[] Active, ISymmetricFactor Factor) LeaveDependent()
    {
        while (true)
        {
            int[] active = [.. Enumerable.Range(0, _coefficients.Length).Where(j => _coefficients[j] != 0)];
            SymmetricSystem system = _system.Penalised(active, _penalty);
            if (system.TryFactorQuickly() is { } factor)
                return (active, factor);
            GoToZero(active, Downhill(active, Collinearity.NullVector(system)));
        }
    }

    /// <summary>A direction without curvature, turned so that the function falls; where it is level, towards the nearest coefficient of 0.</summary>
    private double[] Downhill(int[] active, double[] direction)
    {
        double slope = 0, size = 0;
        for (int k = 0; k < active.Length; k++)
        {
            double coefficient = _coefficients[active[k]];
            double share = (Math.Sign(coefficient) * _penalty.Absolute) + (_penalty.Squared * coefficient) - _gradient[active[k]];
            slope += direction[k] * share;
            size += Math.Abs(direction[k]) * _penalty.Absolute;
        }

        bool isLevel = Math.Abs(slope) <= size * Level;
        double nearest = active.Select((j, k) => -_coefficients[j] / direction[k]).MinBy(Math.Abs);
        bool isBackward = isLevel ? nearest < 0 : slope > 0;
        return isBackward ? [.. direction.Select(step => -step)] : direction;
    }

    /// <summary>Goes along a direction until the first coefficient is 0.</summary>
    private void GoToZero(int[] active, double[] direction)
    {
        double[] shares = [.. active.Select((j, k) => -_coefficients[j] / direction[k])];
        int first = Enumerable.Range(0, shares.Length).Where(k => shares[k] > 0).DefaultIfEmpty(-1).MinBy(k => k < 0 ? 0 : shares[k]);
        if (first < 0 || !double.IsFinite(shares[first]))
            throw NoMinimum();
        for (int k = 0; k < active.Length; k++)
        {
            double old = _coefficients[active[k]], next = old + (shares[first] * direction[k]);
            _coefficients[active[k]] = k == first || Math.Sign(next) != Math.Sign(old) ? 0 : next;
        }

        ReadGradient(Exact(_coefficients));
    }

    /// <summary>Reads g − Gγ, so that nothing of the updates' rounding is left.</summary>
    private void ReadGradient(DoubleDouble[] coefficients)
    {
        for (int i = 0; i < _gradient.Length; i++)
        {
            DoubleDouble rest = _system.Cross[i];
            for (int j = 0; j < coefficients.Length; j++)
            {
                if (coefficients[j] != 0)
                    rest -= _system.Matrix[i, j] * coefficients[j];
            }

            _gradient[i] = (double)rest;
        }
    }
}
