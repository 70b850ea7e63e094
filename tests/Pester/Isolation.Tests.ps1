# Beside a module that carries other versions of the same packages: signed with the same keys, so that .NET takes them for newer ones, and with nothing in them that
# we call.
BeforeAll {
    . $PSScriptRoot/Shared.ps1
    Add-Type -AssemblyName Microsoft.CodeAnalysis, Microsoft.CodeAnalysis.CSharp
    $manifestFile = Join-Path (Get-Module KerasPS).ModuleBase KerasPS.psd1
    $package = 'CsvHelper', 'Google.Protobuf'

    function New-Assembly([string] $Path, [string] $Source, [string[]] $Reference, [byte[]] $PublicKey) {
        $options = [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new('DynamicallyLinkedLibrary')
        if ($PublicKey) {
            $options = $options.WithCryptoPublicKey([System.Collections.Immutable.ImmutableArray]::Create($PublicKey)).WithPublicSign($true)
        }
        $own = 'netstandard', 'System.Runtime' | ForEach-Object { "$PSHOME/ref/$_.dll" }
        $compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create(
            [IO.Path]::GetFileNameWithoutExtension($Path),
            [Microsoft.CodeAnalysis.SyntaxTree[]] [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($Source),
            [Microsoft.CodeAnalysis.MetadataReference[]] ($own + [psobject].Assembly.Location + $Reference | Where-Object { $_ } | ForEach-Object { [Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile($_) }),
            $options)
        $stream = [IO.File]::Create($Path)
        try { $result = $compilation.Emit($stream) } finally { $stream.Dispose() }
        if (-not $result.Success) { throw ($result.Diagnostics -join "`n") }
    }

    # A module with the cmdlet Get-Foreign, which says which versions it works with.
    function New-ForeignModule([string] $Folder, [string] $Version) {
        $null = New-Item $Folder -ItemType Directory
        foreach ($name in $package) {
            $ours = [Reflection.AssemblyName]::GetAssemblyName((Join-Path (Split-Path $manifestFile) "Dependencies/$name.dll"))
            $source = "[assembly: System.Reflection.AssemblyVersion(`"$Version`")] namespace $name { public static class Foreign { public static string Say() => `"$name `" + typeof(Foreign).Assembly.GetName().Version; } }"
            New-Assembly "$Folder/$name.dll" $source -PublicKey $ours.GetPublicKey()
        }
        New-Assembly "$Folder/Foreign.dll" -Reference ($package | ForEach-Object { "$Folder/$_.dll" }) -Source @'
using System.Management.Automation;
[Cmdlet("Get", "Foreign")]
public class GetForeignCommand : PSCmdlet
{
    protected override void EndProcessing() { WriteObject(CsvHelper.Foreign.Say()); WriteObject(Google.Protobuf.Foreign.Say()); }
}
'@
        "$Folder/Foreign.dll"
    }

    # Reads and writes what needs the packages: CSV, event files, ONNX.
    $useOurs = @"
function Use-Ours([string] `$Folder) {
    `$data = Import-Dataset '$irisFile' -Label species
    `$model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
    `$null = Invoke-ModelFit `$model `$data -Loss scce -Callback (New-CsvLogger "`$Folder/log.csv"), (New-TensorBoard "`$Folder/board")
    Export-Model `$model "`$Folder/model.onnx"
    `$events = @(Show-TensorBoardLog "`$Folder/board").Count -gt 0
    "`$(`$data.Count) `$((Get-Content "`$Folder/log.csv").Count) `$events `$((Get-Item "`$Folder/model.onnx").Length -gt 0)"
}
"@
}

Describe 'A module with <Kind> versions of our dependencies' -ForEach @{ Kind = 'newer'; Version = '99.0.0.0' }, @{ Kind = 'older'; Version = '1.2.3.4' } {
    BeforeAll {
        $foreign = New-ForeignModule "$TestDrive/foreign" $Version
        $wanted = $package | ForEach-Object { "$_ $Version" }
        function New-Folder([string] $Name) { (New-Item "$TestDrive/$Name" -ItemType Directory -Force).FullName }
    }

    It 'works with ours when it was imported first' {
        $run = Invoke-Fresh "$useOurs; Import-Module '$foreign'; Get-Foreign; Import-Module '$manifestFile'; Use-Ours '$(New-Folder first)'; Get-Foreign"
        $run.Output | Should -Be @($wanted; '150 2 True True'; $wanted)
        $run.ExitCode | Should -Be 0
    }

    It 'works with ours when it was imported last' {
        $run = Invoke-Fresh "$useOurs; Import-Module '$manifestFile'; Use-Ours '$(New-Folder last)'; Import-Module '$foreign'; Get-Foreign; Use-Ours '$(New-Folder again)'"
        $run.Output | Should -Be @('150 2 True True'; $wanted; '150 2 True True')
        $run.ExitCode | Should -Be 0
    }

    It 'works when ours is there but has not used them yet' {
        $run = Invoke-Fresh "$useOurs; Import-Module '$manifestFile'; Import-Module '$foreign'; Get-Foreign; Use-Ours '$(New-Folder between)'; Get-Foreign"
        $run.Output | Should -Be @($wanted; '150 2 True True'; $wanted)
        $run.ExitCode | Should -Be 0
    }
}

Describe 'What the engine refers to' {
    It 'is ours, torch and the framework''s: a package of others there would be shared with the whole process' {
        $shared = [KerasPS.Model].Assembly.GetReferencedAssemblies().Name | Where-Object { $_ -notlike 'System*' -and $_ -notlike 'KerasPS.*' }
        $shared | Where-Object { $_ -notin 'TorchSharp', 'Microsoft.CSharp', 'Microsoft.Win32.Primitives' } | Should -BeNullOrEmpty
    }
}
