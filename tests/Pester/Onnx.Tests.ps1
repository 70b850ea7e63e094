BeforeAll {
    . $PSScriptRoot/Shared.ps1
    Add-Type -Path (Join-Path $root 'tests/KerasPS.Engine.Tests/bin/Release/net10.0/Microsoft.ML.OnnxRuntime.dll')

    # What ONNX Runtime makes of rows of numbers.
    function Invoke-OnnxRuntime([string] $Model, [object[]] $Rows) {
        $batch = [float[, ]]::new($Rows.Count, $Rows[0].Count)
        for ($i = 0; $i -lt $Rows.Count; $i++) {
            for ($j = 0; $j -lt $Rows[0].Count; $j++) { $batch[$i, $j] = $Rows[$i][$j] }
        }
        $tensor = [Microsoft.ML.OnnxRuntime.Tensors.ArrayTensorExtensions]::ToTensor[float]($batch)
        $session = [Microsoft.ML.OnnxRuntime.InferenceSession]::new($Model)
        try {
            $outputs = $session.Run([Microsoft.ML.OnnxRuntime.NamedOnnxValue[]]@([Microsoft.ML.OnnxRuntime.NamedOnnxValue]::CreateFromTensor[float]('input', $tensor)))
            @($outputs)[0].Value | ForEach-Object { $_ }
        }
        finally { $session.Dispose() }
    }
}

Describe 'Models and weights for other programs' {
    BeforeEach {
        Push-Location (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory)
        $model = New-IrisModel
    }

    AfterEach { Pop-Location }

    It 'writes an ONNX file by its ending, relative to the location' {
        $file = Export-Model $model iris.onnx -PassThru
        $file.FullName | Should -Be (Join-Path $PWD 'iris.onnx')
        $file.Length | Should -BeGreaterThan 200
    }

    It 'writes an ONNX file that computes the same' {
        Export-Model $model iris.onnx
        $rows = @((5.1, 3.5, 1.4, 0.2), (6.7, 3.1, 4.7, 1.5))
        $ours = $rows | ForEach-Object { , $_ } | Invoke-ModelPredict $model | ForEach-Object probability
        $theirs = Invoke-OnnxRuntime (Join-Path $PWD iris.onnx) $rows
        $theirs.Count | Should -Be 6
        for ($i = 0; $i -lt 6; $i++) { [math]::Abs($ours[$i] - $theirs[$i]) | Should -BeLessThan 1e-6 }
    }

    It 'names all layers that ONNX has no means for, and writes nothing' {
        $recurrent = New-SequentialModel -InputShape 3, 2 (New-LSTMLayer 2 -Stateful -ReturnSequences), (New-GRULayer 2 -Stateful)
        $failure = Get-Failure { Export-Model $recurrent r.onnx }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.NotSupported,*'
        $failure.Exception.Message | Should -BeLike "*'lstm' (LSTM) is stateful*'gru' (GRU) is stateful*"
        Get-ChildItem | Should -BeNullOrEmpty
    }

    It 'takes weights to PyTorch''s layout and back' {
        Export-ModelWeight $model w.safetensors -Layout PyTorch
        $other = New-IrisModel -Seed 2
        Import-ModelWeight $other w.safetensors -Layout PyTorch
        Get-FlatWeight $other | Should -Be (Get-FlatWeight $model)
        (Get-Failure { Import-ModelWeight $other w.safetensors }).Exception.Message | Should -BeLike "*'dense/kernel' (4, 8) is missing*'dense.weight' (8, 4) is unexpected*"
    }

    It 'takes weights by order, and tells which with -Verbose' {
        Export-ModelWeight $model w.safetensors -Layout PyTorch
        Set-RandomSeed 5
        $other = New-SequentialModel -InputShape 4 (New-DenseLayer 8 -Name first), (New-DenseLayer 3 -Name second)
        $null = Get-ModelSummary $other
        $said = Import-ModelWeight $other w.safetensors -Layout PyTorch -ByOrder -Verbose 4>&1 | ForEach-Object Message
        $said | Should -Be "'first' (Dense) takes 'dense'.", "'second' (Dense) takes 'dense_1'."
        Get-FlatWeight $other | Should -Be (Get-FlatWeight $model)
    }

    It 'warns of layers that keep their weights: <layout>' -ForEach @{ layout = 'Keras' }, @{ layout = 'PyTorch' } {
        Export-ModelWeight $model w.safetensors -Layout $layout
        $other = New-SequentialModel -InputShape 4 (New-DenseLayer 8), (New-DenseLayer 2)
        $null = Get-ModelSummary $other
        $before = Get-FlatWeight $other
        (Get-Failure { Import-ModelWeight $other w.safetensors -Layout $layout }).FullyQualifiedErrorId | Should -BeLike 'KerasPS.WeightsMismatch,*'
        Get-FlatWeight $other | Should -Be $before
        Import-ModelWeight $other w.safetensors -Layout $layout -SkipMismatch -WarningVariable warned -WarningAction SilentlyContinue
        @($warned).Count | Should -Be 1
        "$warned" | Should -BeLike "The layer 'dense_1' keeps its weights: *"
        (Get-FlatWeight $other)[0..39] | Should -Be (Get-FlatWeight $model)[0..39]
        (Get-FlatWeight $other)[40..57] | Should -Be $before[40..57]
    }

    It 'refuses PyTorch''s own files and says what to do' {
        Set-Content model.pth 'a program'
        $failure = Get-Failure { Import-ModelWeight $model model.pth -Layout PyTorch }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.NotSupported,*'
        $failure.Exception.Message | Should -BeLike '*safetensors.torch.save_file*'
    }
}
