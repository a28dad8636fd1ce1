using Fusion.Models.Modelling;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>Looks for the inputs by which a linear discriminant tells two classes apart best: adds the best one after the other, then takes out the least.</summary>
/// <remarks>
/// <para>The score of p inputs is the distance of the class means, corrected for what inputs without any meaning would add:
/// √max(0, (n−p−3)/(n−2)·D² − p·n/(n₁n₀)), D² being the sample's squared Mahalanobis distance; below the root is the unbiased estimate of its square
/// (Lachenbruch and Mickey 1968).</para>
/// <para>All sets of inputs are compared on one matrix, [S d; dᵀ 0], swept by the inputs that are chosen (Goodnight 1979): O(p²) for each change, nothing for
/// each comparison. Inputs that are collinear with the chosen ones within 10⁻¹⁰ of their variance are passed over.</para>
/// </remarks>
internal sealed class DiscriminantSearch
{
    private const double Collinear = 1e-10;

    private readonly FitProblem _problem;
    private readonly double _count;
    private readonly double _perInput;
    private readonly DoubleDouble[,] _swept;
    private readonly DoubleDouble[] _variances;
    private readonly bool[] _chosen;

    /// <summary>A search that has chosen nothing yet.</summary>
    /// <exception cref="FitException">The data determine no discriminant.</exception>
    public DiscriminantSearch(FitProblem problem)
    {
        _problem = problem;
        ClassMeans means = ClassMeans.Of(problem);
        SymmetricMatrix within = LinearDiscriminant.WithinClasses(problem, means);
        DoubleDouble[] difference = means.Difference;
        int size = within.Size;
        _count = (double)means.Count;
        _perInput = (double)(means.CountOne * means.CountZero) is > 0 and var product ? _count / product : 0;
        _swept = new DoubleDouble[size + 1, size + 1];
        _variances = new DoubleDouble[size];
        _chosen = new bool[size];
        for (int i = 0; i < size; i++)
        {
            _variances[i] = within[i, i];
            _swept[i, size] = _swept[size, i] = difference[i];
            for (int j = 0; j <= i; j++) _swept[i, j] = _swept[j, i] = within[i, j];
        }
    }

    /// <summary>The indexes in the project of the inputs that are chosen.</summary>
    public IReadOnlySet<int> Chosen => Enumerable.Range(0, Size).Where(i => _chosen[i]).Select(i => _problem.Ordered[i]).ToHashSet();

    /// <summary>The number of sets of inputs that were compared.</summary>
    public int Tried { get; private set; }

    private int Size => _chosen.Length;

    private double Distance => -(double)_swept[Size, Size];

    /// <summary>Searches until a pass changes nothing, or the passes are used up.</summary>
    /// <param name="reduction">How inputs are chosen.</param>
    /// <param name="progress">Is told how many of how many passes are done.</param>
    /// <exception cref="FitException">No input varies within the classes.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public void Run(Reduction reduction, Action<int, int> progress)
    {
        bool changed = true;
        for (int pass = 0; changed && pass < reduction.Passes; pass++)
        {
            progress(pass, reduction.Passes);
            changed = Add(reduction.Delta) | Remove(reduction.Delta);
        }
    }

    private bool Add(double delta)
    {
        bool changed = false;
        while (Best(candidate => !_chosen[candidate] && _swept[candidate, candidate] > _variances[candidate] * Collinear, gains: true) is { } best)
        {
            bool first = !_chosen.Contains(true); // a model needs one, whatever it adds
            if (!first && Score(best.Distance, 1) - Score(Distance, 0) < delta) break;
            Sweep(best.Input);
            changed = true;
        }

        return _chosen.Contains(true) ? changed : throw new FitException("No input varies within the classes of the target.");
    }

    private bool Remove(double delta)
    {
        bool changed = false;
        while (_chosen.Count(chosen => chosen) > 1 && Best(candidate => _chosen[candidate], gains: false) is { } best)
        {
            if (Score(Distance, 0) - Score(best.Distance, -1) >= delta) break;
            Sweep(best.Input);
            changed = true;
        }

        return changed;
    }

    /// <summary>The change that leaves the largest distance; among equal ones the first.</summary>
    private (int Input, double Distance)? Best(Func<int, bool> mayChange, bool gains)
    {
        _problem.Cancellation.ThrowIfCancellationRequested();
        (int Input, double Distance)? best = null;
        for (int i = 0; i < Size; i++)
        {
            if (!mayChange(i)) continue;
            Tried++;
            double part = (double)(_swept[i, Size] * _swept[i, Size] / _swept[i, i]);
            double distance = gains ? Distance + part : Distance - part;
            if (best is null || distance > best.Value.Distance) best = (i, distance);
        }

        return best;
    }

    private double Score(double distance, int more)
    {
        int inputs = _chosen.Count(chosen => chosen) + more;
        return Math.Sqrt(Math.Max(0, ((_count - inputs - 3) / (_count - 2) * distance) - (inputs * _perInput)));
    }

    /// <summary>Takes an input in, or out again: the same operation does both.</summary>
    private void Sweep(int pivot)
    {
        _chosen[pivot] = !_chosen[pivot];
        DoubleDouble divisor = _swept[pivot, pivot];
        for (int j = 0; j <= Size; j++) _swept[pivot, j] /= divisor;
        for (int i = 0; i <= Size; i++)
        {
            if (i == pivot) continue;
            DoubleDouble factor = _swept[i, pivot];
            for (int j = 0; j <= Size; j++)
            {
                if (j != pivot) _swept[i, j] -= factor * _swept[pivot, j];
            }

            _swept[i, pivot] = -factor / divisor;
        }

        _swept[pivot, pivot] = 1 / divisor;
    }
}
