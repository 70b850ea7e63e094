namespace KerasPS.Tests.Callbacks;

[TestsOf(typeof(CsvLogger))]
public sealed class CsvLoggerTests : FolderTest
{
    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(CsvLogger), folder => new CsvLogger(Path.Combine(folder, "a.csv")))
        {
            NoState = new()
            {
                ["planned"] = "Validate finds it out",
                ["writer"] = "an open file",
                ["stream"] = "an open file",
            },
        },
    ];

    [Fact]
    public void Writes_planned_columns_and_a_row_an_epoch()
    {
        History history = Fit(2, new CsvLogger(In("log.csv")));
        string[][] rows = Rows("log.csv");
        Assert.Equal(["epoch", "learning_rate", "loss", "mae", "val_loss", "val_mae"], rows[0]);
        Assert.Equal(["0", "1"], rows[1..].Select(row => row[0]));
        Assert.Equal(history["val_loss"], rows[1..].Select(row => (object)double.Parse(row[4], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.DoesNotContain('\r', File.ReadAllText(In("log.csv")));
    }

    [Fact]
    public void Has_validation_columns_only_with_validation()
    {
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, new CsvLogger(In("log.csv"))) with { ValidationData = null }).Count();
        Assert.Equal("epoch,learning_rate,loss,mae", File.ReadLines(In("log.csv")).First());
    }

    /// <summary>Keras's test_CSVLogger: separator, one header over several trainings with one object, NA where validation is not due.</summary>
    [Fact]
    [MirrorsKeras("csv_logger_test.test_CSVLogger")]
    public void Appends_without_a_second_header()
    {
        CsvLogger logger = new(In("log.csv"), "\t", append: true);
        Fit(1, logger);
        Fit(1, logger);
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(4, new CsvLogger(In("log.csv"), "\t", append: true)) with { ValidationFrequency = 3 }).Count();
        string[][] rows = Rows("log.csv", '\t');
        Assert.Equal(7, rows.Length);
        Assert.Equal(["0", "0", "0", "1", "2", "3"], rows[1..].Select(row => row[0]));
        Assert.Equal([false, false, true, true, false, true], rows[1..].Select(row => row[4] == "NA"));
        Assert.All(rows, row => Assert.Equal(6, row.Length));
    }

    [Fact]
    [MirrorsKeras("csv_logger_test.test_CSVLogger")]
    public void Replaces_without_append()
    {
        CsvLogger logger = new(In("log.csv"));
        Fit(3, logger);
        Fit(1, logger);
        Assert.Equal(2, Rows("log.csv").Length);
    }

    [Fact]
    public void Appends_after_a_last_line_that_was_cut_off()
    {
        File.WriteAllText(In("log.csv"), "epoch,learning_rate,loss,mae,val_loss,val_mae\n0,1,2,3,4,5");
        Fit(1, new CsvLogger(In("log.csv"), append: true));
        Assert.Equal(3, Rows("log.csv").Length);
    }

    [Theory]
    [InlineData("epoch,learning_rate,loss,mae")]
    [InlineData("epoch,learning_rate,loss,mae,mse,val_loss,val_mae,val_mse")]
    [InlineData("epoch;learning_rate;loss;mae;val_loss;val_mae")]
    [InlineData("0,1,2,3,4,5")]
    public void A_file_with_other_columns_is_refused_before_the_first_epoch(string header)
    {
        File.WriteAllText(In("log.csv"), header + "\n");
        KerasException error = Assert.Throws<KerasException>(() => TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, new CsvLogger(In("log.csv"), append: true))));
        Assert.Equal("ColumnsDiffer", error.ErrorId);
        Assert.Equal(header + "\n", File.ReadAllText(In("log.csv")));
    }

    [Fact]
    public void With_force_a_file_with_other_columns_is_kept_and_a_new_one_begun()
    {
        RecordingOutput output = new();
        File.WriteAllText(In("log.csv"), "epoch,other\n0,1\n");
        File.WriteAllText(In("log.1.csv"), "taken");
        for (int run = 0; run < 2; run++)
            _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(2, new CsvLogger(In("log.csv"), append: true, force: true)) with { Output = output }).Count();
        Assert.Equal("epoch,other\n0,1\n", File.ReadAllText(In("log.2.csv")));
        Assert.Equal("taken", File.ReadAllText(In("log.1.csv")));
        Assert.Equal(["epoch", "0", "1", "0", "1"], Rows("log.csv").Select(row => row[0]));
        Assert.Contains("kept as 'log.2.csv'", Assert.Single(output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void With_force_a_training_that_is_refused_leaves_the_file_where_it_is()
    {
        File.WriteAllText(In("log.csv"), "epoch,other\n0,1\n");
        Assert.Throws<KerasException>(() => TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(2, new CsvLogger(In("log.csv"), append: true, force: true), new EarlyStopping("nothing"))));
        Assert.Equal([In("log.csv")], Directory.GetFiles(Folder.FullName));
    }

    [Fact]
    public void A_value_of_the_first_epoch_is_a_column_and_a_later_one_is_left_out_with_one_warning()
    {
        RecordingOutput output = new();
        LambdaCallback adder = new()
        {
            EpochEnd = (epoch, logs) =>
            {
                logs["extra"] = "a,\"b\"";
                if (epoch > 0)
                    logs["late"] = 1;
            },
        };
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(3, adder, new CsvLogger(In("log.csv"))) with { Output = output }).Count();
        string[] lines = File.ReadAllLines(In("log.csv"));
        Assert.Equal("epoch,extra,learning_rate,loss,mae,val_loss,val_mae", lines[0]);
        Assert.StartsWith("1,\"a,\"\"b\"\"\",", lines[2]);
        Assert.Contains("no column for late", Assert.Single(output.Warnings));
    }

    /// <summary>Keras's test_stop_training_csv.</summary>
    [Fact]
    [MirrorsKeras("csv_logger_test.test_stop_training_csv")]
    public void A_NaN_is_written()
    {
        Model model = TinyTraining.Model(learningRate: 1e30);
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(5, new TerminateOnNaN(), new CsvLogger(In("log.csv")))).Count();
        Assert.Equal(2, Rows("log.csv").Length);
        Assert.Contains("nan", File.ReadAllText(In("log.csv")));
    }

    [Fact]
    public void Others_can_read_while_training_goes_on()
    {
        int lines = 0;
        LambdaCallback reader = new()
        {
            EpochEnd = (epoch, _) =>
            {
                using FileStream stream = new(In("log.csv"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using StreamReader text = new(stream);
                lines = text.ReadToEnd().Count(c => c == '\n');
                Assert.Equal(epoch + 2, lines);
            },
        };
        Fit(3, new CsvLogger(In("log.csv")), reader);
        Assert.Equal(4, lines);
    }

    [Fact]
    public void Is_closed_after_an_error()
    {
        LambdaCallback failing = new() { EpochBegin = (_, _) => throw new InvalidOperationException("mine") };
        Assert.Throws<InvalidOperationException>(() => Fit(2, new CsvLogger(In("log.csv")), failing));
        File.Delete(In("log.csv"));
        Fit(1, new CsvLogger(In("log.csv")));
    }

    [Fact]
    public void Works_when_its_hooks_are_called_by_hand()
    {
        CsvLogger logger = new CsvLogger(In("log.csv")).Attached();
        logger.OnTrainBegin(new Logs());
        logger.OnEpochEnd(0, TinyTraining.Logs("loss", 0.1f));
        logger.OnEpochEnd(1, new Logs { ["loss"] = new[] { 1.5, 2 } });
        logger.OnTrainEnd(new Logs());
        Assert.Equal("epoch,loss\n0,0.10000000149011612\n1,\"[1.5, 2]\"\n", File.ReadAllText(In("log.csv")));
    }

    [Fact]
    public void A_folder_as_file_is_refused()
    {
        KerasException error = Assert.Throws<KerasException>(() => Fit(1, new CsvLogger(Folder.FullName)));
        Assert.Equal(("PathNotWritable", KerasErrorKind.WriteError), (error.ErrorId, error.Kind));
    }

    private static History Fit(int epochs, params Callback[] callbacks)
    {
        Model model = TinyTraining.Model();
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(epochs, callbacks)).Count();
        return model.History!;
    }

    private string In(string name) => Folder.PathOf(name);

    private string[][] Rows(string name, char separator = ',') => File.ReadAllLines(In(name)).Select(line => line.Split(separator)).ToArray();
}
