BeforeAll {
    . $PSScriptRoot/Shared.ps1

    # Writes an IDX file of bytes: two zeros, the type, the dimensions, the values.
    function Write-Idx([string] $Path, [int[]] $Shape, [byte[]] $Value, [switch] $Gzip) {
        [byte[]] $size = foreach ($n in $Shape) { 0, 0, [math]::Floor($n / 256), ($n % 256) }
        [byte[]] $bytes = @(0, 0, 8, $Shape.Count) + $size + $Value
        if ($Gzip) {
            $memory = [IO.MemoryStream]::new()
            $zip = [IO.Compression.GZipStream]::new($memory, [IO.Compression.CompressionMode]::Compress)
            $zip.Write($bytes)
            $zip.Dispose()
            $bytes = $memory.ToArray()
        }
        [IO.File]::WriteAllBytes($Path, $bytes)
    }
}

Describe 'ConvertTo-Dataset' {
    It 'takes the rows of Import-Csv, with text labels as classes' {
        $data = Import-Csv $irisFile | ConvertTo-Dataset -Feature $irisFeature -Label species
        $data.Count | Should -Be 150
        $data.FeatureShape | Should -Be 4
        $data.FeatureName | Should -Be $irisFeature
        $data.ClassName | Should -Be 'setosa', 'versicolor', 'virginica'
        $data.Labels | Group-Object | ForEach-Object Name | Should -Be '0', '1', '2'
        $data.Features[0..3] | Should -Be ([float[]] (5.1, 3.5, 1.4, 0.2))
    }

    It 'takes <Kind>' -ForEach @(
        @{ Kind = 'objects with numbers'; Row = [pscustomobject]@{ a = 1; b = 2.5; c = 0 }, [pscustomobject]@{ a = 3; b = 4L; c = 1 } }
        @{ Kind = 'hashtables'; Row = @{ c = 0; a = 1; b = 2.5 }, @{ b = 4; a = 3; c = 1 } }
        @{ Kind = 'objects with texts'; Row = [pscustomobject]@{ a = '1'; b = '2.5'; c = '0' }, [pscustomobject]@{ a = '3'; b = '4'; c = '1' } }
        @{ Kind = 'objects of other shapes of property'; Row = [pscustomobject]@{ c = 0; b = 2.5; a = 1 }, [pscustomobject]@{ a = 3; c = 1; b = 4 } }
    ) {
        $data = $Row | ConvertTo-Dataset -Feature a, b -Label c
        $data.Features | Should -Be 1, 2.5, 3, 4
        $data.Labels | Should -Be 0, 1
    }

    It 'takes arrays <How>' -ForEach @(
        @{ How = 'from the pipeline'; Script = { (1, 2.5, 0), (3, 4, 1) | ConvertTo-Dataset -Label Column3 } }
        @{ How = 'as an argument'; Script = { ConvertTo-Dataset -InputObject (1, 2.5, 0), (3, 4, 1) -Label Column3 } }
        @{ How = 'of other types'; Script = { [double[]] (1, 2.5, 0), [int[]] (3, 4, 1) | ConvertTo-Dataset -Label Column3 } }
    ) {
        $data = & $Script
        $data.Features | Should -Be 1, 2.5, 3, 4
        $data.Labels | Should -Be 0, 1
        $data.FeatureName | Should -Be 'Column1', 'Column2'
    }

    It 'takes an array of rows as an argument' {
        (ConvertTo-Dataset -InputObject (Import-Csv $irisFile) -Label species).Count | Should -Be 150
    }

    It 'reads texts in the invariant culture whatever the culture is' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $data = [pscustomobject]@{ a = '1.5'; b = 2.25 } | ConvertTo-Dataset
        } finally { [cultureinfo]::CurrentCulture = $before }
        $data.Features | Should -Be 1.5, 2.25
    }

    It 'takes features by wildcard, and all but the label by default' {
        $row = Import-Csv $irisFile
        ($row | ConvertTo-Dataset -Feature *_width -Label species).FeatureName | Should -Be 'sepal_width', 'petal_width'
        ($row | ConvertTo-Dataset -Label species).FeatureName | Should -Be $irisFeature
    }

    It 'makes labels one-hot with -OneHot' {
        $data = Import-Csv $irisFile | Select-Object -First 3 -Skip 49 | ConvertTo-Dataset -Label species -ClassName setosa, versicolor, virginica -OneHot
        $data.LabelShape | Should -Be 3
        $data.Labels | Should -Be 1, 0, 0, 0, 1, 0, 0, 1, 0
    }

    It 'makes one feature a category with -CategoricalFeature' {
        $data = 'x,colour', '1,red', '2,blue', '3,red' | ConvertFrom-Csv | ConvertTo-Dataset -CategoricalFeature colour
        $data.FeatureName | Should -Be 'x', 'colour=blue', 'colour=red'
        $data.Features | Should -Be 1, 0, 1, 2, 1, 0, 3, 0, 1
    }

    It 'takes sample weights, a shape, a scale and several labels' {
        $row = 'p,q,w,y,z', '255,0,0.5,1,2', '51,102,2,3,4' | ConvertFrom-Csv
        $data = $row | ConvertTo-Dataset -Feature p, q -Weight w -Label y, z -Shape 1, 2 -Scale (1 / 255)
        $data.SampleWeights | Should -Be 0.5, 2
        $data.FeatureShape | Should -Be 1, 2
        $data.LabelShape | Should -Be 2
        $data.Labels | Should -Be 1, 2, 3, 4
        [math]::Round($data.Features[3], 6) | Should -Be 0.4
    }

    It 'keeps the order of given classes' {
        $data = 'x,y', '1,low', '2,high' | ConvertFrom-Csv | ConvertTo-Dataset -Label y -ClassName low, medium, high
        $data.Labels | Should -Be 0, 2
        $data.ClassName | Should -Be 'low', 'medium', 'high'
    }

    It 'refuses <Case>: <Id>' -ForEach @(
        @{ Case = 'a misspelt feature'; Id = 'ColumnNotFound'; Message = "*'sepal_lenght'*Did you mean 'sepal_length'*"; Script = { Import-Csv $irisFile | ConvertTo-Dataset -Feature sepal_lenght -Label species } }
        @{ Case = 'a misspelt label'; Id = 'ColumnNotFound'; Message = "*'specie'*Did you mean 'species'*"; Script = { Import-Csv $irisFile | ConvertTo-Dataset -Label specie } }
        @{ Case = 'a wildcard without a match'; Id = 'ColumnNotFound'; Message = "*'leaf_`**"; Script = { Import-Csv $irisFile | ConvertTo-Dataset -Feature 'leaf_*' } }
        @{ Case = 'text in a number column'; Id = 'NotANumber'; Message = "row 2, column 'b': 'q' is not a number*"; Script = { 'a,b,c', '1,2,x', '1,q,y' | ConvertFrom-Csv | ConvertTo-Dataset -Feature a, b -Label c } }
        @{ Case = 'an empty cell'; Id = 'NotANumber'; Message = "row 1, column 'b'*empty*"; Script = { 'a,b', '1,' | ConvertFrom-Csv | ConvertTo-Dataset } }
        @{ Case = 'an empty label'; Id = 'EmptyCell'; Message = "row 2, column 'b'*"; Script = { 'a,b', '1,x', '2,' | ConvertFrom-Csv | ConvertTo-Dataset -Label b } }
        @{ Case = 'a label outside the classes'; Id = 'UnknownLabel'; Message = "row 2, column 'b': 'Y' is not one of the classes*'y'*"; Script = { 'a,b', '1,x', '2,Y' | ConvertFrom-Csv | ConvertTo-Dataset -Label b -ClassName x, y } }
        @{ Case = 'a column of two uses'; Id = 'ColumnUsedTwice'; Message = "*'a'*"; Script = { 'a,b', '1,2' | ConvertFrom-Csv | ConvertTo-Dataset -Feature a -Label a } }
        @{ Case = 'nothing but a label'; Id = 'NoFeature'; Message = '*a*'; Script = { [pscustomobject]@{ a = 1 } | ConvertTo-Dataset -Label a } }
        @{ Case = 'no rows'; Id = 'EmptyDataset'; Message = 'There are no rows*'; Script = { @() | ConvertTo-Dataset -Label a } }
        @{ Case = 'a row of other properties'; Id = 'MissingProperty'; Message = "Row 2 has no 'b'*"; Script = { @{ a = 1; b = 2 }, @{ a = 1 } | ConvertTo-Dataset } }
        @{ Case = 'a shape of another size'; Id = 'ShapeMismatch'; Message = '*(2, 3)*4 values*'; Script = { Import-Csv $irisFile | ConvertTo-Dataset -Label species -Shape 2, 3 } }
        @{ Case = 'arrays of different lengths'; Id = 'RaggedRow'; Message = '*row 2*'; Script = { (1, 2), (1, 2, 3) | ConvertTo-Dataset } }
        @{ Case = 'bare numbers'; Id = 'InvalidRow'; Message = "Row 1 is just the Int32 '1'*,(1, 2, 3)*"; Script = { 1, 2 | ConvertTo-Dataset } }
        @{ Case = 'a null'; Id = 'EmptyRow'; Message = 'Row 2 is null*'; Script = { @{ a = 1 }, $null | ConvertTo-Dataset } }
        @{ Case = 'a scale of zero'; Id = 'InvalidScale'; Message = '*'; Script = { @{ a = 1 } | ConvertTo-Dataset -Scale 0 } }
    ) {
        $failure = Get-Failure $Script
        $failure.FullyQualifiedErrorId | Should -Be "KerasPS.$Id,KerasPS.Cmdlets.ConvertToDatasetCommand"
        $failure.Exception.Message | Should -BeLike $Message
        $failure.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
    }
}

Describe 'Import-Dataset of CSV' {
    BeforeAll {
        Copy-Item $irisFile (Join-Path $TestDrive 'iris.csv')
        'x;y', '1.5;a', '2;b' | Set-Content (Join-Path $TestDrive 'semicolon.txt')
        'x,y', '1,2' | Set-Content (Join-Path $TestDrive 'part1.csv')
        'x,y', '3,4' | Set-Content (Join-Path $TestDrive 'part2.csv')
        'x,y', '5,6' | Set-Content -LiteralPath (Join-Path $TestDrive 'part[3].csv')
    }

    It 'gives what ConvertTo-Dataset gives' {
        $file = Import-Dataset (Join-Path $TestDrive 'iris.csv') -Label species
        $rows = Import-Csv $irisFile | ConvertTo-Dataset -Label species
        $file.Features | Should -Be $rows.Features
        $file.Labels | Should -Be $rows.Labels
        $file.ClassName | Should -Be $rows.ClassName
        $file.Name | Should -Be 'iris.csv'
    }

    It 'takes weights, a shape, classes in their order and one-hot labels' {
        $file = Join-Path $TestDrive 'weighed.csv'
        Set-Content $file 'p,q,w,y', '255,0,0.5,low', '51,102,2,high'
        $data = Import-Dataset $file -Feature p, q -Weight w -Label y -Shape 1, 2 -ClassName low, medium, high -OneHot
        $data.SampleWeights | Should -Be 0.5, 2
        $data.FeatureShape | Should -Be 1, 2
        $data.ClassName | Should -Be low, medium, high
        $data.LabelShape | Should -Be 3
        $data.Labels | Should -Be 1, 0, 0, 0, 0, 1
    }

    It 'reads each file that a wildcard matches' {
        $parts = Import-Dataset (Join-Path $TestDrive 'part?.csv') -Label y
        $parts.Name | Should -Be 'part1.csv', 'part2.csv'
        $parts.Labels | Should -Be 2, 4
    }

    It 'takes -LiteralPath as it is, and files from the pipeline' {
        (Import-Dataset -LiteralPath (Join-Path $TestDrive 'part[3].csv')).Features | Should -Be 5, 6
        (Get-ChildItem (Join-Path $TestDrive 'part?.csv') | Import-Dataset -Label y).Labels | Should -Be 2, 4
    }

    It 'resolves a path against the location, not the directory of the process' {
        [Environment]::CurrentDirectory | Should -Not -Be (Get-Item $TestDrive).FullName
        Push-Location $TestDrive
        try { (Import-Dataset part1.csv).Count | Should -Be 1 } finally { Pop-Location }
    }

    It 'resolves the path of a drive' {
        (Import-Dataset TestDrive:/part1.csv).Count | Should -Be 1
        (Import-Dataset 'TestDrive:/part?.csv').Count | Should -Be 2
    }

    It 'resolves ~' {
        $file = New-Item (Join-Path $HOME "kerasps-$([guid]::NewGuid()).csv") -Value "x,y`n7,8"
        try { (Import-Dataset "~/$($file.Name)").Features | Should -Be 7, 8 } finally { Remove-Item $file }
    }

    It 'trains on a file that stays in a file just as in memory' {
        $file = Join-Path $TestDrive 'iris.csv'
        $epochs = foreach ($stream in $false, $true) {
            $data = Import-Dataset $file -Label species -Stream:$stream
            $model = New-SequentialModel (New-NormalizationLayer -Data $data), (New-DenseLayer 3 -Activation softmax)
            Invoke-ModelFit $model $data -Optimizer adam -Loss sparse_categorical_crossentropy -Epoch 3 -ValidationSplit 0.2 -Seed 1 | Select-Object -Last 1
        }
        $epochs[1].loss | Should -Be $epochs[0].loss
        $epochs[1].val_loss | Should -Be $epochs[0].val_loss
        $data | Split-Dataset -Fraction 0.5 -Seed 1 -Stratified | ForEach-Object Count | Should -Be 75, 75
        ($data | Get-DatasetBatch -BatchSize 4 -Shuffle None | Select-Object -First 1).Data.Labels | Should -Be 0, 0, 0, 0
    }

    It 'keeps no file of a stream behind, and says where there is no room for one' {
        $before = $env:TMPDIR, $env:TEMP, $env:TMP
        try {
            $env:TMPDIR = $env:TEMP = $env:TMP = (New-Item (Join-Path $TestDrive 'room') -ItemType Directory).FullName
            $data = Import-Dataset (Join-Path $TestDrive 'iris.csv') -Label species -Stream
            if (-not $IsWindows) { Get-ChildItem $env:TMPDIR | Should -BeNullOrEmpty }
            $data.Labels | Should -HaveCount 150
            $env:TMPDIR = $env:TEMP = $env:TMP = Join-Path $TestDrive 'nowhere'
            { Import-Dataset (Join-Path $TestDrive 'iris.csv') -Label species -Stream } | Should -Throw '*nowhere*' -ErrorId 'KerasPS.NoRoom,*'
        }
        finally { $env:TMPDIR, $env:TEMP, $env:TMP = $before }
    }

    It 'streams tables only' {
        $file = Join-Path $TestDrive 'images-idx3-ubyte'
        [IO.File]::WriteAllBytes($file, [byte[]](0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7))
        { Import-Dataset $file -Stream } | Should -Throw '*does not use Stream*' -ErrorId 'KerasPS.OptionNotUsed,*'
    }

    It 'has no parameter that is no option of any file' {
        $general = @('Path', 'LiteralPath') + [Management.Automation.Cmdlet]::CommonParameters
        $options = [string[]] ((Get-Command Import-Dataset).Parameters.Keys | Where-Object { $_ -notin $general })
        $failure = Get-Failure { [KerasPS.Data.DatasetFile]::Load('any.csv', [KerasPS.Data.DatasetFileOptions]::new(), $options) }
        $failure.Exception.InnerException.ErrorId | Should -Be 'OptionNotUsed' -Because $failure
    }

    It 'says that a wildcard''s folder is not there' {
        (Get-Failure { Import-Dataset (Join-Path $TestDrive 'nowhere/*.csv') }).FullyQualifiedErrorId | Should -BeLike 'KerasPS.FileNotFound,*'
    }

    It 'takes another delimiter' {
        $data = Import-Dataset (Join-Path $TestDrive 'semicolon.txt') -Label y -Delimiter ';'
        $data.Features | Should -Be 1.5, 2
    }

    It 'refuses <Case>: <Id>' -ForEach @(
        @{ Case = 'a file that is not there'; Id = 'FileNotFound'; Text = $null; Message = '*bad.csv*' }
        @{ Case = 'an empty file'; Id = 'EmptyDataset'; Text = ''; Message = '*bad.csv*' }
        @{ Case = 'a file of a header alone'; Id = 'EmptyDataset'; Text = "x,y`n"; Message = '*bad.csv*' }
        @{ Case = 'text in a number column'; Id = 'NotANumber'; Text = "x,y`n1,2`n3,four"; Message = "bad.csv, row 2, column 'y': 'four'*" }
        @{ Case = 'a line of more cells'; Id = 'RaggedRow'; Text = "x,y`n1,2`n3,4,5"; Message = '*bad.csv, line 3*' }
        @{ Case = 'two columns of one name'; Id = 'DuplicateColumn'; Text = "x,X`n1,2"; Message = "*'X'*" }
    ) {
        $file = Join-Path $TestDrive 'bad.csv'
        Remove-Item $file -ErrorAction Ignore
        if ($null -ne $Text) { Set-Content $file $Text -NoNewline }
        $failure = Get-Failure { Import-Dataset $file }
        $failure.FullyQualifiedErrorId | Should -Be "KerasPS.$Id,KerasPS.Cmdlets.ImportDatasetCommand"
        $failure.Exception.Message | Should -BeLike $Message
    }
}

Describe 'Import-Dataset of IDX' {
    BeforeAll {
        $image = Join-Path $TestDrive 'images-idx3-ubyte'
        $label = Join-Path $TestDrive 'labels-idx1-ubyte'
        Write-Idx $image 2, 2, 3 (0..11)
        Write-Idx $label 2 (7, 3)
        Write-Idx "$image.gz" 2, 2, 3 (0..11) -Gzip
    }

    It 'reads images with a channel axis, and their labels' {
        $data = Import-Dataset $image -LabelPath $label
        $data.Count | Should -Be 2
        $data.FeatureShape | Should -Be 2, 3, 1
        $data.Features | Should -Be (0..11)
        $data.Labels | Should -Be 7, 3
    }

    It 'reads compressed files, and scales' {
        (Import-Dataset "$image.gz" -Scale 0.5).Features | Should -Be (0..11 | ForEach-Object { $_ / 2 })
    }

    It 'refuses <Case>: <Id>' -ForEach @(
        @{ Case = 'a file of something else'; Id = 'InvalidIdx'; Bytes = [byte[]] (1, 2, 3, 4, 5) }
        @{ Case = 'a file that ends in its header'; Id = 'TruncatedIdx'; Bytes = [byte[]] (0, 0, 8, 3, 0, 0) }
        @{ Case = 'a file that ends in its values'; Id = 'TruncatedIdx'; Bytes = [byte[]] (0, 0, 8, 1, 0, 0, 0, 9, 1) }
    ) {
        $bad = Join-Path $TestDrive 'bad-idx1-ubyte'
        [IO.File]::WriteAllBytes($bad, $Bytes)
        (Get-Failure { Import-Dataset $bad }).FullyQualifiedErrorId | Should -BeLike "KerasPS.$Id,*"
    }

    It 'refuses labels of another number' {
        $few = Join-Path $TestDrive 'few-idx1-ubyte'
        Write-Idx $few 1 7
        $failure = Get-Failure { Import-Dataset $image -LabelPath $few }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.CountMismatch,*'
    }
}

Describe 'Import-Dataset of NumPy''s files' {
    BeforeAll {
        $goldens = Join-Path $root 'tests/goldens/numpy'
        $archive = Join-Path $goldens 'mnist-like.npz'

        # An array of bytes in NumPy's format.
        function Write-Npy([string] $Path, [string] $Shape, [byte[]] $Value) {
            $header = "{'descr': '|u1', 'fortran_order': False, 'shape': $Shape, }`n"
            [IO.File]::WriteAllBytes($Path, [byte[]] (147, 78, 85, 77, 80, 89, 1, 0, $header.Length, 0 + [byte[]][char[]] $header + $Value))
        }
    }

    It 'takes x_train and y_train, or the arrays that are named' {
        $train = Import-Dataset $archive
        $train.Count | Should -Be 4
        $train.FeatureShape | Should -Be 2, 2
        $train.Labels | Should -Be 3, 0, 1, 1
        $test = Import-Dataset $archive -Feature x_test -Label y_test -Shape 2, 2, 1 -ClassName cat, dog, cow, hen -OneHot
        $test.FeatureShape | Should -Be 2, 2, 1
        $test.ClassName | Should -Be cat, dog, cow, hen
        $test.Labels | Should -Be 0, 0, 1, 0, 0, 1, 0, 0
        (Import-Dataset (Join-Path $goldens 'unnamed.npz') -Label arr_1 -Weight arr_2).SampleWeights | Should -Be 1, 0.5, 0.25, 2
    }

    It 'takes features and labels from two files' {
        $feature = Join-Path $TestDrive 'x.npy'
        $label = Join-Path $TestDrive 'y.npy'
        Write-Npy $feature '(2, 3)' 0, 51, 102, 153, 204, 255
        Write-Npy $label '(2,)' 1, 0
        $data = Import-Dataset $feature -LabelPath $label -Scale (1 / 51)
        $data.Features | ForEach-Object { [math]::Round($_, 5) } | Should -Be (0..5)
        $data.Labels | Should -Be 1, 0
    }

    It 'refuses <Name>: <Id>' -ForEach @(
        @{ Name = 'unnamed.npz'; Id = 'ArrayNotChosen'; Message = '*arr_0 (4, 2, 2), arr_1 (4,)*' }
        @{ Name = 'object.npy'; Id = 'TypeNotSupported'; Message = '*pickles are refused*' }
        @{ Name = 'empty.npy'; Id = 'EmptyDataset'; Message = '*(0, 4)*' }
    ) {
        $failure = Get-Failure { Import-Dataset (Join-Path $goldens $Name) }
        $failure.FullyQualifiedErrorId | Should -Be "KerasPS.$Id,KerasPS.Cmdlets.ImportDatasetCommand"
        $failure.Exception.Message | Should -BeLike $Message
    }
}

Describe 'Import-Dataset of a folder of images' {
    BeforeAll {
        # A bitmap of one row of pixels, each of blue, green and red.
        function Write-Bitmap([string] $Path, [int[][]] $Pixel) {
            $null = New-Item (Split-Path $Path) -ItemType Directory -Force
            $padding = @(0) * ($Pixel.Count % 4)
            $head = @(66, 77) + @(0) * 8 + 54, 0, 0, 0, 40, 0, 0, 0, $Pixel.Count, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0 + @(0) * 24
            [IO.File]::WriteAllBytes($Path, [byte[]] ($head + ($Pixel | ForEach-Object { $_ }) + $padding))
        }

        $folder = Join-Path $TestDrive 'images'
        Write-Bitmap "$folder/red/1.bmp" (0, 0, 255), (0, 0, 251)
        Write-Bitmap "$folder/red/2.bmp" (0, 0, 10), (0, 0, 20)
        Write-Bitmap "$folder/blue/1.bmp" (255, 0, 0), (245, 0, 0)
    }

    It 'gives images and their classes in the order of the names' {
        $data = Import-Dataset $folder -ImageSize 1, 2
        $data.Name | Should -Be 'images'
        $data.ClassName | Should -Be blue, red
        $data.Labels | Should -Be 0, 1, 1
        $data.FeatureShape | Should -Be 1, 2, 3
        $data.Features[0..8] | Should -Be 0, 0, 255, 0, 0, 245, 255, 0, 0
        (Import-Dataset $folder).FeatureShape | Should -Be 256, 256, 3
        (Get-Item $folder | Import-Dataset -ImageSize 1, 2).Count | Should -Be 3
    }

    It 'changes size, channels and scale' {
        (Import-Dataset $folder -ImageSize 1 -ColorMode rgba -ClassName red).Features | Should -Be 253, 0, 0, 255, 15, 0, 0, 255
        (Import-Dataset $folder -ImageSize 1 -ColorMode grayscale -Interpolation nearest -ClassName red -Scale 0.5).Features | Should -Be 37.5, 3
        (Import-Dataset $folder -ImageSize 1 -Interpolation nearest -CropToAspectRatio -ClassName red).Features | Should -Be 255, 0, 0, 10, 0, 0
        (Import-Dataset $folder -ImageSize 4, 4 -Interpolation nearest -PadToAspectRatio -ClassName red).Count | Should -Be 2
        (Import-Dataset $folder -ImageSize 1, 2 -ClassName red, blue -OneHot).Labels | Should -Be 1, 0, 1, 0, 0, 1
    }

    It 'can be trained on' {
        $data = Import-Dataset $folder -ImageSize 4, 4 -Scale (1 / 255)
        $model = New-SequentialModel (New-Conv2DLayer 2 3), (New-FlattenLayer), (New-DenseLayer 2 -Activation softmax)
        @(Invoke-ModelFit $model $data -Epoch 2 -Loss sparse_categorical_crossentropy).Count | Should -Be 2
    }

    It 'names a broken image' {
        $broken = Join-Path $TestDrive 'broken'
        Write-Bitmap "$broken/a/1.bmp" (, (1, 2, 3))
        Set-Content "$broken/a/2.jpg" '<html>'
        $failure = Get-Failure { Import-Dataset $broken }
        $failure.FullyQualifiedErrorId | Should -Be 'KerasPS.InvalidImage,KerasPS.Cmdlets.ImportDatasetCommand'
        $failure.Exception.Message | Should -BeLike '*2.jpg*not one of JPEG, PNG, GIF, BMP*'
    }

    It 'refuses <Case>: <Id>' -ForEach @(
        @{ Case = 'a folder without classes'; Id = 'ImageFolderLayout'; Script = { Import-Dataset "$folder/red" }; Message = '*2 images, but no folders*red/cat/1.jpg*' }
        @{ Case = 'a single image'; Id = 'ImageFolderLayout'; Script = { Import-Dataset "$folder/red/1.bmp" }; Message = '*single image*' }
        @{ Case = 'a misspelt class'; Id = 'ClassNotFound'; Script = { Import-Dataset $folder -ClassName bleu }; Message = "*Did you mean 'blue'*" }
        @{ Case = 'columns of a folder'; Id = 'OptionNotUsed'; Script = { Import-Dataset $folder -Feature red -Delimiter ';' }; Message = '*does not use Delimiter, Feature*' }
        @{ Case = 'the size of a table'; Id = 'OptionNotUsed'; Script = { Import-Dataset $irisFile -ImageSize 8, 8 }; Message = '*CSV*does not use ImageSize*' }
    ) {
        $failure = Get-Failure $Script
        $failure.FullyQualifiedErrorId | Should -Be "KerasPS.$Id,KerasPS.Cmdlets.ImportDatasetCommand"
        $failure.Exception.Message | Should -BeLike $Message
    }
}

Describe 'Split-Dataset' {
    BeforeAll { $iris = Get-SampleDataset Iris }

    It 'makes parts of <Fraction> of <Sizes> samples' -ForEach @(
        @{ Fraction = 0.8; Sizes = 120, 30 }
        @{ Fraction = 0.7, 0.15, 0.15; Sizes = 105, 23, 22 }
    ) {
        $parts = $iris | Split-Dataset -Fraction $Fraction -Seed 1
        $parts | ForEach-Object Count | Should -Be $Sizes
        $parts.ClassName | Select-Object -Unique | Should -Be $iris.ClassName
    }

    It 'gives each sample to one part' {
        $numbers = 1..20 | ForEach-Object { [pscustomobject]@{ x = $_ } } | ConvertTo-Dataset
        ($numbers | Split-Dataset 0.3).Features | Sort-Object | Should -Be (1..20)
    }

    It 'is repeated by its seed' {
        $first, $null = Split-Dataset -InputObject $iris 0.5 -Seed 3
        $again, $null = Split-Dataset -InputObject $iris 0.5 -Seed 3
        $other, $null = Split-Dataset -InputObject $iris 0.5 -Seed 4
        $again.Features | Should -Be $first.Features
        "$($other.Features)" | Should -Not -Be "$($first.Features)"
    }

    It 'is repeated by Set-RandomSeed where it has no seed' {
        Set-RandomSeed 5
        $first, $null = $iris | Split-Dataset 0.5
        Set-RandomSeed 5
        $again, $null = $iris | Split-Dataset 0.5
        $again.Features | Should -Be $first.Features
    }

    It 'keeps the shares of the classes with -Stratified' {
        foreach ($part in $iris | Split-Dataset 0.8 -Stratified) {
            $part.Labels | Group-Object | ForEach-Object Count | Should -Be (@($part.Count / 3) * 3)
        }
    }

    It 'keeps the order with -NoShuffle' {
        $head, $tail = $iris | Split-Dataset 0.8 -NoShuffle
        $head.Features + $tail.Features | Should -Be $iris.Features
    }

    It 'refuses <Fraction>: <Id>' -ForEach @(
        @{ Fraction = 1.2; Id = 'InvalidFraction' }
        @{ Fraction = 0.5, 0.2; Id = 'InvalidFraction' }
        @{ Fraction = 0.0001; Id = 'EmptyPart' }
    ) {
        (Get-Failure { $iris | Split-Dataset $Fraction }).FullyQualifiedErrorId | Should -BeLike "KerasPS.$Id,*"
    }

    It 'refuses to stratify numbers' {
        (Get-Failure { New-SumDataset | Split-Dataset 0.5 -Stratified }).FullyQualifiedErrorId | Should -BeLike 'KerasPS.LabelsAreNotClasses,*'
    }
}

Describe 'Get-SampleDataset' {
    It 'gives <Name>' -ForEach @(
        @{ Name = 'Iris'; Samples = 150; Shape = 4; Classes = 3 }
        @{ Name = 'Wine'; Samples = 178; Shape = 13; Classes = 3 }
        @{ Name = 'Digits'; Samples = 1797; Shape = 8, 8, 1; Classes = 10 }
    ) {
        $data = Get-SampleDataset $Name
        $data.Count | Should -Be $Samples
        $data.FeatureShape | Should -Be $Shape
        $data.ClassName.Count | Should -Be $Classes
    }

    It 'reads Mnist from a folder' {
        Write-Idx (Join-Path $TestDrive 't10k-images-idx3-ubyte') 2, 1, 1 (0, 255)
        Write-Idx (Join-Path $TestDrive 't10k-labels-idx1-ubyte.gz') 2 (4, 9) -Gzip
        Push-Location $TestDrive
        try { $data = Get-SampleDataset Mnist -Path . -Subset Test -Scale (1 / 255) } finally { Pop-Location }
        $data.Features | Should -Be 0, 1
        $data.Labels | Should -Be 4, 9
        $data.ClassName.Count | Should -Be 10
    }

    It 'scales the features of all' {
        (Get-SampleDataset Digits -Scale (1 / 16)).Features | Measure-Object -Maximum | ForEach-Object Maximum | Should -Be 1
        (Get-SampleDataset Iris -Scale 2).Features[0] | Should -Be (2 * (Get-SampleDataset Iris).Features[0])
    }

    It 'refuses -<Parameter> for what has none' -ForEach @(
        @{ Parameter = 'Subset'; Given = @{ Subset = 'Test' }; Message = '*Split-Dataset*' }
        @{ Parameter = 'Path'; Given = @{ Path = '.' }; Message = '*comes with the module*' }
    ) {
        $failure = Get-Failure { Get-SampleDataset Wine @Given }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.InvalidValue,*'
        $failure.Exception.Message | Should -BeLike $Message
    }

    It 'says where it looked for what is not there' {
        $failure = Get-Failure { Get-SampleDataset FashionMnist -Path $TestDrive }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.SampleDatasetNotFound,*'
        $failure.Exception.Message | Should -BeLike '*train-images-idx3-ubyte*'
    }
}
