using KerasPS.Tests.Training;

namespace KerasPS.Tests.Crash;

/// <summary>Trainings on a file system that becomes full, and has room again; run by <see cref="FullDiskTests"/>.</summary>
public static class FullDiskTraining
{
    private const string Ballast = "ballast";

    /// <summary>Runs every case in a folder of a small file system; throws where one fails.</summary>
    public static void Run(string folder)
    {
        Environment.CurrentDirectory = folder;
        A_full_disk_ends_the_training_with_a_clear_error();
        Training_can_go_on_and_saves_again_once_there_is_room();
        A_row_that_cannot_be_written_is_a_clear_error();
        A_folder_without_room_is_still_writable_before_epoch_1();
    }

    private static void A_full_disk_ends_the_training_with_a_clear_error()
    {
        foreach (Callback saver in new Callback[] { new ModelCheckpoint("a.keras"), new BackupAndRestore("backup") })
        {
            Model model = NewModel();
            float[] first = [];
            LambdaCallback filler = new()
            {
                EpochBegin = (epoch, _) =>
                {
                    if (epoch == 1)
                        Fill();
                },
                EpochEnd = (epoch, _) => first = epoch == 0 ? model.Weights() : first,
            };
            KerasException error = Assert.Throws<KerasException>(() => Fit(model, new RecordingOutput(), filler, saver).Count());
            Assert.Equal(("PathNotWritable", KerasErrorKind.WriteError), (error.ErrorId, error.Kind));
            Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
            Assert.Contains(saver is ModelCheckpoint ? "a.keras" : "backup.keras", error.Message, StringComparison.Ordinal);
            Assert.Equal(StopReason.Error, model.History!.StopReason);
            Assert.NotEqual(first, model.Weights());
            Assert.Equal(first, ModelFile.Load(saver is ModelCheckpoint ? "a.keras" : "backup/backup.keras").Weights());
            CleanUp();
        }
    }

    private static void Training_can_go_on_and_saves_again_once_there_is_room()
    {
        Model model = NewModel();
        RecordingOutput output = new();
        List<float[]> weights = [];
        LambdaCallback checker = new()
        {
            EpochBegin = (epoch, _) =>
            {
                if (epoch == 1)
                    Fill();
                if (epoch == 3)
                    File.Delete(Ballast);
                foreach (string file in epoch > 0 ? new[] { "a.keras", "backup/backup.keras" } : [])
                    Assert.Equal(weights[epoch == 4 ? 3 : 0], ModelFile.Load(file).Weights());
            },
            EpochEnd = (_, _) => weights.Add(model.Weights()),
        };
        Assert.Equal(5, Fit(model, output, checker, new ModelCheckpoint("a.keras", continueOnError: true), new BackupAndRestore("backup", deleteCheckpoint: false, continueOnError: true)).Count());
        Assert.Equal(4, output.Warnings.Count(warning => warning.Contains("No space left on device", StringComparison.Ordinal)));
        foreach (string file in new[] { "a.keras", "backup/backup.keras" })
            Assert.Equal(weights[4], ModelFile.Load(file).Weights());
        CleanUp();
    }

    private static void A_row_that_cannot_be_written_is_a_clear_error()
    {
        CsvLogger logger = new("log.csv");
        LambdaCallback filler = new()
        {
            EpochBegin = (epoch, _) =>
            {
                if (epoch == 1)
                    Fill();
            },
            EpochEnd = (_, logs) => logs["note"] = new string('x', 4096),
        };
        KerasException error = Assert.Throws<KerasException>(() => Fit(NewModel(), new RecordingOutput(), filler, logger).Count());
        Assert.Equal("PathNotWritable", error.ErrorId);
        Assert.Contains("log.csv", error.Message, StringComparison.Ordinal);
        CleanUp();
    }

    /// <summary>An empty file needs no room, so that a disk that will have room when it is needed does not refuse a training.</summary>
    private static void A_folder_without_room_is_still_writable_before_epoch_1()
    {
        Fill();
        LambdaCallback emptier = new() { EpochEnd = (_, _) => File.Delete(Ballast) };
        Assert.Equal(5, Fit(NewModel(), new RecordingOutput(), emptier, new ModelCheckpoint("a.keras")).Count());
        CleanUp();
    }

    private static Sequential NewModel()
    {
        Sequential model = new([new Dense(64, "relu"), new Dense(3, "softmax")]);
        model.Compile("adam", "sparse_categorical_crossentropy");
        return model;
    }

    private static IEnumerable<EpochLog> Fit(Model model, RecordingOutput output, params Callback[] callbacks) =>
        model.Fit(TrainingFixtures.Classes(32), new FitOptions { Epochs = 5, BatchSize = 16, Seed = 5, Threads = 1, Callbacks = callbacks, Output = output });

    private static void Fill()
    {
        using FileStream stream = new(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        byte[] page = new byte[4096];
        try
        {
            while (true)
                stream.Write(page);
        }
        catch (IOException)
        {
            // Full, as it must be.
        }
    }

    private static void CleanUp()
    {
        foreach (string file in Directory.GetFiles("."))
            File.Delete(file);
        foreach (string folder in Directory.GetDirectories("."))
            Directory.Delete(folder, recursive: true);
    }
}
