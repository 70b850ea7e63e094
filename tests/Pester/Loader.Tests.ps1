# Whoever looks at the types of the module's assemblies asks for what their signatures name, which lies in Dependencies: PowerShell does so on Windows before it imports them.
BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $folder = (Get-Module KerasPS).ModuleBase
    $loader = [KerasPS.Loader.ModuleInitializer].Assembly
    $dependency = (Get-ChildItem (Join-Path $folder Dependencies) -Filter *.dll).BaseName

    # In a fresh PowerShell: all types that the cmdlets' assembly and the engine show, and those of their members.
    function Invoke-Look([string] $First) {
        Invoke-Fresh @"
$First
`$shown = foreach (`$name in 'KerasPS.Cmdlets', 'KerasPS.Engine') {
    foreach (`$type in [Reflection.Assembly]::LoadFrom("$folder/`$name.dll").GetExportedTypes()) { foreach (`$member in `$type.GetMembers()) { `$member.ToString() } }
}
`$shown -match 'TorchSharp' | Select-Object -First 1
"@
    }
}

Describe 'The loader' {
    It 'is what the manifest imports first' {
        $data = Import-PowerShellDataFile (Join-Path $folder KerasPS.psd1)
        $data.NestedModules | Should -Be KerasPS.Loader.dll, KerasPS.Cmdlets.dll
        $data.Keys | Should -Not -Contain RootModule
        $run = Invoke-Fresh "(Import-Module '$folder' -PassThru).NestedModules | ForEach-Object { `"`$(`$_.ModuleType) `$(`$_.Name)`" }"
        $run.Output | Should -Be 'Binary KerasPS.Loader', 'Binary KerasPS.Cmdlets'
    }

    It 'is there too for whoever imports the module by the path that it says of itself' {
        $path = (Get-Module KerasPS).Path
        $path | Should -Be (Join-Path $folder KerasPS.psd1)
        (Invoke-Fresh "Import-Module '$path'; (Import-Dataset '$irisFile' -Label species).Count").Output | Should -Be 150
    }

    It 'needs nothing that it is there to find' {
        $name = $loader.GetReferencedAssemblies().Name
        $name | Should -Contain System.Management.Automation
        $name | Where-Object { $_ -like 'KerasPS.*' -or $_ -in $dependency } | Should -BeNullOrEmpty
    }

    It 'lets anybody look at all types and members before the module is imported' {
        $run = Invoke-Look "Import-Module '$folder/KerasPS.Loader.dll'"
        $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
        $run.Output | Should -BeLike '*TorchSharp*'
    }

    It 'is needed for that' {
        $run = Invoke-Look ''
        $run.ExitCode | Should -Be 1
        $run.Output -join "`n" | Should -Match 'Could not load file or assembly ''(TorchSharp|KerasPS\.LibTorch),'
    }

    It 'stays for the module when it was imported, and removed, by itself too' {
        $train = '(Invoke-ModelFit (New-SequentialModel (New-DenseLayer 3 -Activation softmax)) (Get-SampleDataset Iris) -Loss scce).epoch'
        $run = Invoke-Fresh "Import-Module '$folder/KerasPS.Loader.dll'; Import-Module '$folder'; Remove-Module KerasPS.Loader; $train"
        $run.Output | Should -Be 1
    }

    It 'finds what the engine and the cmdlets refer to, and nothing besides' {
        $found = $loader.GetType('KerasPS.Loader.ModuleInitializer').GetField('Referenced', 'NonPublic, Static').GetValue($null)
        $cmdlets = (Get-Command New-DenseLayer).ImplementingType.Assembly
        $wanted = [KerasPS.Model].Assembly, $cmdlets | ForEach-Object { $_.GetReferencedAssemblies().Name } | Where-Object { $_ -in $dependency } | Sort-Object -Unique
        # A module has one of the two that provide torch.
        $other = 'TorchSharp', 'KerasPS.LibTorch' | Where-Object { $_ -notin $dependency }
        $other | Should -HaveCount 1
        $found | Sort-Object | Should -Be (@($wanted) + $other | Sort-Object)
    }
}
