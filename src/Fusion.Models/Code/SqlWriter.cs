using Fusion.Models.Modelling;

namespace Fusion.Models.Code;

/// <summary>An SQL function as ISO 9075 has it; PostgreSQL takes it from version 14 on, with at most 100 inputs.</summary>
internal sealed class SqlWriter : ICodeWriter
{
    // Reserved in SQL:2016 or, as the name of a parameter, in PostgreSQL or MySQL.
    private static readonly Identifiers Names = new(
        """
        abs accessible acos add all allocate alter analyse analyze and any are array array_agg array_max_cardinality as asc asensitive asin asymmetric
        at atan atomic authorization avg before begin begin_frame begin_partition between bigint binary bit blob boolean both by call called
        cardinality cascade cascaded case cast ceil ceiling change char char_length character character_length check classifier clob close coalesce
        collate collation collect column commit concurrently condition connect constraint contains continue convert copy corr corresponding cos cosh
        count covar_pop covar_samp create cross cube cume_dist current current_catalog current_date current_default_transform_group current_path
        current_role current_row current_schema current_time current_timestamp current_transform_group_for_type current_user cursor cycle database
        databases date day day_hour day_microsecond day_minute day_second deallocate dec decfloat decimal declare default deferrable define delayed
        delete dense_rank deref desc describe deterministic disconnect distinct distinctrow div do double drop dual dynamic each element else elseif
        empty enclosed end end_frame end_partition equals escape escaped every except exec execute exists exit exp explain external extract false
        fetch filter first_value float float4 float8 floor for force foreign frame_row free freeze from full fulltext function fusion generated get
        global grant greatest group grouping groups having high_priority hold hour hour_microsecond hour_minute hour_second identity if ignore ilike
        in index indicator infile initial initially inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect intersection
        interval into is isnull iterate join json json_array json_arrayagg json_exists json_object json_objectagg json_query json_table json_value key
        keys kill lag language large last_value lateral lead leading leave left like like_regex limit linear lines listagg ln load local localtime
        localtimestamp lock log log10 long longblob longtext loop low_priority lower master_bind match match_number match_recognize matches max
        maxvalue mediumblob mediumint mediumtext member merge method middleint min minute minute_microsecond minute_second mod modifies module month
        multiset national natural nchar nclob new no no_write_to_binlog none normalize not notnull nth_value ntile null nullif numeric
        occurrences_regex octet_length of off offset old omit on one only open optimize optimizer_costs option optionally or order out outer outfile
        over overlaps overlay parameter partition pattern per percent percent_rank percentile_cont percentile_disc period placing portion position
        position_regex power precedes precision prepare primary procedure ptf purge range rank read read_write reads real recursive ref references
        referencing regexp regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy release rename repeat replace
        require resignal restrict result return returning returns revoke right rlike rollback rollup row row_number rows running savepoint schema
        schemas scope scroll search second second_microsecond seek select sensitive separator session_user set setof show signal similar sin sinh
        skip smallint some spatial specific specifictype sql sql_big_result sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning
        sqrt ssl start starting static stddev_pop stddev_samp stored straight_join submultiset subset substring substring_regex succeeds sum symmetric
        system system_time system_user table tablesample tan tanh terminated text then time timestamp timezone_hour timezone_minute tinyblob tinyint
        tinytext to trailing translate translate_regex translation treat trigger trim trim_array true truncate uescape undo union unique unknown
        unlock unnest unsigned update upper usage use user using utc_date utc_time utc_timestamp value value_of values var_pop var_samp varbinary
        varchar varcharacter variadic varying verbose versioning virtual when whenever where while width_bucket window with within without write xmlattributes
        xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable xor year year_month zerofill
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Language => "sql";

    /// <inheritdoc/>
    public string Write(FittedModel model, LinearFunction function)
    {
        FunctionText text = FunctionText.Of(model, function, Names, Literal);
        string parameters = string.Join(",\n\t", text.Parameters.Select(parameter => $"{parameter} DOUBLE PRECISION"));
        string sum = string.Join(" + \n\t\t", text.Summands);
        string result = function.IsClipped ? $"GREATEST(0E0, {sum})" : sum;
        return $"/* SQL Function */\nCREATE FUNCTION {text.Name}(\n\t{parameters})\nRETURNS DOUBLE PRECISION\nLANGUAGE SQL\nRETURN {result};\n";
    }

    /// <summary>With an exponent: without one the number would be a decimal, and some systems round what they compute with decimals.</summary>
    private static string Literal(double value)
    {
        string text = FunctionText.Literal(value);
        return text.Contains('E', StringComparison.Ordinal) ? text : $"{text}E0";
    }
}
