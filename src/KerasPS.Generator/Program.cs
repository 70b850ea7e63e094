using KerasPS.Generator;

if (args is not [string outputFolder])
{
    Console.Error.WriteLine("Usage: KerasPS.Generator <output folder>");
    return 2;
}

Directory.CreateDirectory(outputFolder);
foreach (string old in Directory.EnumerateFiles(outputFolder, "*.cs"))
    File.Delete(old);
foreach (CmdletSource cmdlet in EngineClasses.All())
    File.WriteAllText(Path.Combine(outputFolder, cmdlet.FileName), cmdlet.Write());
return 0;
