# What Publish-PSResource and Publish-Module ask of a module, on a copy of the built one as ./build.sh package makes it.
BeforeDiscovery {
    Import-Module KerasPS
    # Nobody can say beforehand which of CUDA's libraries a program asks for, so all are there.
    $hasCuda = Test-Path "$((Get-Module KerasPS).ModuleBase)/Dependencies/*torch_cuda*"
}

BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $built = (Get-Module KerasPS).ModuleBase
    $native = Get-ChildItem "$built/Dependencies" -File | Where-Object {
        try { -not [Reflection.AssemblyName]::GetAssemblyName($_.FullName) } catch [BadImageFormatException] { $true }
    }

    # The native libraries are some 470 MB, so the copy has links to them, and lies on the module's own disk.
    $folder = Join-Path (Split-Path $built) "package-$PID"
    $package = Join-Path $folder KerasPS
    foreach ($source in Get-ChildItem $built -Recurse -File -Exclude *.pdb) {
        $target = Join-Path $package ([IO.Path]::GetRelativePath($built, $source.FullName))
        $null = New-Item (Split-Path $target) -ItemType Directory -Force
        if ($source.FullName -cin $native.FullName) { $null = New-Item $target -ItemType HardLink -Target $source.FullName }
        else { Copy-Item $source $target }
    }

    $file = Get-ChildItem $package -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($package, $_.FullName).Replace('\', '/') }
    $data = Import-PowerShellDataFile "$package/KerasPS.psd1"
}

AfterAll { Remove-Item $folder -Recurse -Force }

Describe 'The package' {
    It 'has a manifest that holds without the repository around it' {
        $manifest = Test-ModuleManifest "$package/KerasPS.psd1" -WarningVariable warnings -ErrorVariable problems
        $warnings, $problems | Where-Object { $_ } | Should -BeNullOrEmpty
        $manifest.Name | Should -Be (Split-Path $package -Leaf)
        $manifest.PowerShellVersion | Should -Be ([version] '7.4')
        $manifest.CompatiblePSEditions | Should -Be Core
        $manifest.RequiredModules | Should -BeNullOrEmpty
    }

    It 'says <_>' -ForEach 'Author', 'CompanyName', 'Copyright', 'Description', 'GUID', 'ModuleVersion' { $data[$_] | Should -Not -BeNullOrEmpty }

    It 'says what a gallery shows' {
        $shown = $data.PrivateData.PSData
        $shown.LicenseUri | Should -Match '^https://'
        $shown.ReleaseNotes | Should -Not -BeNullOrEmpty
        $shown.Tags | Should -Contain PSEdition_Core
        "$($shown.Tags)".Length | Should -BeLessThan 4000
        $shown.Tags | Where-Object { $_ -match '\s' } | Should -BeNullOrEmpty
    }

    It 'has the files that its manifest names' {
        $data.NestedModules | Should -Contain KerasPS.Loader.dll
        $named = $data.NestedModules + $data.RequiredAssemblies + $data.TypesToProcess + $data.FormatsToProcess
        $named | Where-Object { $_ -cnotin $file } | Should -BeNullOrEmpty
    }

    It 'has <_>' -ForEach 'LICENSE', 'THIRD-PARTY-NOTICES.txt', 'en-US/KerasPS.Cmdlets.dll-Help.xml', 'en-US/about_KerasPS.help.txt', 'data/iris.csv', 'data/README.md' { $file | Should -Contain $_ }

    It 'has nothing that is for developers' {
        $file | Where-Object { $_ -match '\.(pdb|cs|csproj|json|ps1|trx)$|xunit|Pester|Test|PowerShellStandard|System\.Management\.Automation' } | Should -BeNullOrEmpty
    }

    It 'has the native libraries that TorchSharp needs on this system, and no other' -Skip:$hasCuda {
        $wanted = if (Test-Path "$package/Dependencies/KerasPS.LibTorch.dll") { 'libkerasps_torch.so' }
        elseif ($IsWindows) { 'LibTorchSharp.dll', 'c10.dll', 'libiomp5md.dll', 'torch_cpu.dll' }
        elseif ($IsMacOS) { 'libLibTorchSharp.dylib', 'libc10.dylib', 'libomp.dylib', 'libtorch.dylib', 'libtorch_cpu.dylib' }
        else { 'libLibTorchSharp.so', 'libc10.so', 'libgomp-98b21ff3.so.1', 'libtorch.so', 'libtorch_cpu.so' }
        $native.Name | Sort-Object | Should -Be ($wanted | Sort-Object)
    }

    It 'has nothing of what TorchSharp brings for images, archives and Python' { $file | Where-Object { $_ -match 'SkiaSharp|SharpZipLib|torch_python' } | Should -BeNullOrEmpty }

    It 'is at most 480 MB' -Skip:$hasCuda { (Get-ChildItem $package -Recurse -File | Measure-Object Length -Sum).Sum | Should -BeLessOrEqual 480e6 }

    It 'names each assembly of others in its notices' {
        $notices = Get-Content "$package/THIRD-PARTY-NOTICES.txt" -Raw
        $assembly = $file | Where-Object { $_ -match '^Dependencies/[^/]+\.dll$' -and $_ -notmatch '/KerasPS\.' } | Split-Path -Leaf | Where-Object { $_ -notin $native.Name }
        $assembly | Should -Contain CsvHelper.dll
        $assembly | Where-Object { $notices -notlike "*($_*" } | Should -BeNullOrEmpty
    }

    It 'exports by name what a session that imports it gets' {
        $run = Invoke-Fresh "`$module = Import-Module '$package' -PassThru; `$module.ExportedCommands.Values | ForEach-Object { `"`$(`$_.CommandType) `$_`" }"
        $run.Output | Sort-Object | Should -Be ($data.CmdletsToExport | ForEach-Object { "Cmdlet $_" } | Sort-Object)
    }

    It 'works where nothing can be written' -Skip:$IsWindows {
        # But for the links, whose other names are the build's.
        find $package '(' -type d -o -links 1 ')' -exec chmod a-w '{}' +
        try {
            $run = Invoke-Fresh "Import-Module '$package'; (Invoke-ModelFit (New-SequentialModel (New-DenseLayer 3 -Activation softmax)) (Get-SampleDataset Iris) -Loss scce).epoch"
            $run.Output | Should -Be 1
            Get-ChildItem $package -Recurse -File | Should -HaveCount $file.Count
        } finally { chmod -R u+w $package }
    }
}

Describe 'PSResourceGet' -Skip:(-not (Get-Command Publish-PSResource -ErrorAction Ignore)) {
    It 'publishes it to a folder, and installs it from there' {
        $name = "KerasPSTest$PID"
        $repository, $installed = 'repository', 'installed' | ForEach-Object { (New-Item "$TestDrive/$_" -ItemType Directory).FullName }
        Register-PSResourceRepository $name -Uri $repository -Trusted
        try {
            Publish-PSResource -Path $package -Repository $name
            Save-PSResource KerasPS -Repository $name -Path $installed
        } finally { Unregister-PSResourceRepository $name }
        $manifest = Get-ChildItem "$installed/KerasPS/*/KerasPS.psd1"
        $manifest | Should -HaveCount 1
        (Invoke-Fresh "Import-Module '$manifest'; (Get-SampleDataset Iris).Count").Output | Should -Be 150
    }
}
