namespace KerasPS.Data;

/// <summary>How label columns become numbers: strings become class indices, numbers stay themselves, and either become one-hot vectors where asked.</summary>
/// <param name="className">The names of the classes in the order of their indices; empty where labels are numbers.</param>
/// <param name="shape">The shape of one label; empty for a class index or one number.</param>
/// <param name="oneHot">Whether classes become vectors.</param>
internal sealed class LabelEncoding(IReadOnlyList<string> className, IReadOnlyList<long> shape, bool oneHot)
{
    private readonly CategoryIndex classes = new(className);

    /// <summary>The names of the classes in the order of their indices; empty where labels are numbers.</summary>
    public IReadOnlyList<string> ClassName => className;

    /// <summary>The shape of one label; empty for a class index or one number.</summary>
    public IReadOnlyList<long> Shape => shape;

    /// <summary>The labels of rows, of shape <c>(rows, *Shape)</c>.</summary>
    /// <exception cref="KerasException"><c>NotANumber</c>, <c>UnknownLabel</c>, <c>DatasetTooLarge</c>.</exception>
    public float[] Encode(Table table, IReadOnlyList<TableColumn> columns)
    {
        if (className.Count == 0)
            return EncodeNumbers(table, columns);
        float[] indices = EncodeClasses(table, columns[0]);
        return oneHot ? ToOneHot(indices, className.Count) : indices;
    }

    /// <summary>The numbers of columns, one after another in each row.</summary>
    public static float[] EncodeNumbers(Table table, IReadOnlyList<TableColumn> columns)
    {
        float[] values = ValueArray.Create(table.RowCount, columns.Count);
        for (int i = 0; i < columns.Count; i++)
        {
            for (int row = 0; row < table.RowCount; row++)
            {
                float number = (float)columns[i].Numbers[row];
                values[(row * columns.Count) + i] = float.IsFinite(number) ? number : throw CellErrors.NotANumber(table, columns[i], row);
            }
        }

        return values;
    }

    /// <summary>A vector of one 1 and zeros for each class index.</summary>
    public static float[] ToOneHot(float[] indices, int classes)
    {
        float[] values = ValueArray.Create(indices.Length, classes);
        for (int row = 0; row < indices.Length; row++)
            values[(row * classes) + (int)indices[row]] = 1;
        return values;
    }

    private float[] EncodeClasses(Table table, TableColumn column)
    {
        float[] indices = new float[table.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            int found = classes.Find(column, row);
            indices[row] = found >= 0 ? found : throw CellErrors.UnknownLabel(table, column, row, className);
        }

        return indices;
    }
}
