using System.Globalization;
using System.Text;
using System.Xml;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;

namespace Fusion.Models.Code;

/// <summary>
/// A document of PMML 4.4 with one RegressionModel, whose missing inputs are the means of the fit. That of two classes computes the score and, as the output
/// <c>res</c>, whether it exceeds the threshold.
/// </summary>
internal sealed class PmmlWriter : ICodeWriter
{
    private const string Namespace = "http://www.dmg.org/PMML-4_4";
    private const string Score = "score";

    /// <inheritdoc/>
    public string Language => "pmml";

    /// <inheritdoc/>
    public string Write(FittedModel model, LinearFunction function)
    {
        CheckNames(model);
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        using (XmlWriter xml = XmlWriter.Create(bytes, settings)) WriteDocument(xml, model, function);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void CheckNames(FittedModel model)
    {
        foreach (string name in model.Inputs.Select(input => input.Name).Concat(model.Targets.Select(target => target.Name)).Append(model.ModelId))
        {
            try
            {
                XmlConvert.VerifyXmlChars(name);
            }
            catch (XmlException character)
            {
                throw new InvalidRequestException($"The name '{name}' has a character that XML can't hold; no PMML can be written of it.", character);
            }
        }
    }

    private static void WriteDocument(XmlWriter xml, FittedModel model, LinearFunction function)
    {
        // A score is no value of the target, so only a regression names one.
        string? target = function.Threshold is null ? model.Targets[0].Name : null;
        xml.WriteStartDocument();
        xml.WriteStartElement("PMML", Namespace);
        xml.WriteAttributeString("version", "4.4");
        Element(xml, "Header", [], () =>
        {
            Element(xml, "Application", [("name", "Fusion")]);
            xml.WriteElementString("Timestamp", Namespace, model.CreatedAt.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture));
        });
        Element(xml, "DataDictionary", [], () =>
        {
            foreach (string name in model.Inputs.Select(input => input.Name).Concat(target is null ? [] : [target]))
                Element(xml, "DataField", [("name", name), ("optype", "continuous"), ("dataType", "double")]);
        });
        Element(
            xml,
            "RegressionModel",
            [("modelName", model.ModelId), ("functionName", "regression"), ("algorithmName", model.Algorithm)],
            () => WriteModel(xml, model, function, target));
        xml.WriteEndElement();
    }

    private static void WriteModel(XmlWriter xml, FittedModel model, LinearFunction function, string? target)
    {
        Element(xml, "MiningSchema", [], () =>
        {
            foreach (ModelInput input in model.Inputs)
            {
                (string, string)[] replacement = double.IsFinite(input.Mean)
                    ? [("missingValueReplacement", NumberText.Full(input.Mean)), ("missingValueTreatment", "asMean")]
                    : [];
                Element(xml, "MiningField", [("name", input.Name), .. replacement]);
            }

            if (target is not null) Element(xml, "MiningField", [("name", target), ("usageType", "target")]);
        });
        if (function.Threshold is { } threshold) Element(xml, "Output", [], () => WriteClass(xml, threshold));
        if (function.IsClipped) Element(xml, "Targets", [], () => Element(xml, "Target", [("field", target!), ("min", "0")]));
        Element(xml, "RegressionTable", [("intercept", NumberText.Full(function.Intercept ?? 0))], () =>
        {
            foreach ((ModelInput input, double coefficient) in model.Inputs.Zip(function.Coefficients))
                Element(xml, "NumericPredictor", [("name", input.Name), ("coefficient", NumberText.Full(coefficient))]);
        });
    }

    private static void WriteClass(XmlWriter xml, double threshold)
    {
        Element(xml, "OutputField", [("name", Score), ("feature", "predictedValue"), ("optype", "continuous"), ("dataType", "double")]);
        Element(xml, "OutputField", [("name", "res"), ("feature", "transformedValue"), ("optype", "categorical"), ("dataType", "integer")], () =>
            Element(xml, "Apply", [("function", "if")], () =>
            {
                Element(xml, "Apply", [("function", "greaterThan")], () =>
                {
                    Element(xml, "FieldRef", [("field", Score)]);
                    Constant(xml, "double", NumberText.Full(threshold));
                });
                Constant(xml, "integer", "1");
                Constant(xml, "integer", "0");
            }));
    }

    private static void Constant(XmlWriter xml, string type, string value) => Element(xml, "Constant", [("dataType", type)], () => xml.WriteString(value));

    private static void Element(XmlWriter xml, string name, ReadOnlySpan<(string Name, string Value)> attributes, Action? content = null)
    {
        xml.WriteStartElement(name, Namespace);
        foreach ((string attribute, string value) in attributes) xml.WriteAttributeString(attribute, value);
        content?.Invoke();
        xml.WriteEndElement();
    }
}
