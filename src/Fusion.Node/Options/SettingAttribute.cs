using System.ComponentModel.DataAnnotations;

namespace Fusion.Node.Options;

/// <summary>The range of a setting, checked at start.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class SettingAttribute : ValidationAttribute
{
    /// <summary>What is allowed, as the end of a sentence: <c>allowed is …</c>.</summary>
    public abstract string Allowed { get; }

    /// <summary>Whether error texts must not show the value.</summary>
    public virtual bool IsSecret => false;
}
