BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $review = @(
        'great fun', 'really great', 'fun and great', 'good fun', 'a good one', 'so good' | ForEach-Object { [pscustomobject]@{ text = $_; verdict = 'good' } }
        'awful bore', 'really awful', 'a bore', 'bad bore', 'so bad', 'bad and awful' | ForEach-Object { [pscustomobject]@{ text = $_; verdict = 'bad' } }
    )

    # A small classifier of sentences, trained on the reviews.
    function New-TrainedReader($Words) {
        Set-RandomSeed 3
        $train = $review | ConvertTo-Dataset -Label verdict -Preprocessing $Words
        $model = New-SequentialModel -Layer @(
            New-EmbeddingLayer $Words.VocabularySize 4 -MaskZero
            New-GlobalAveragePooling1DLayer
            New-DenseLayer 2 -Activation softmax)
        $null = Invoke-ModelFit $model $train -Optimizer (New-AdamOptimizer 0.1) -Loss sparse_categorical_crossentropy -Epoch 30
        $model
    }
}

Describe 'Layers for texts' {
    It 'learn from -Data, or later' {
        $given = New-TextVectorizationLayer -OutputSequenceLength 3 -Data 'foo bar', 'bar baz', 'baz bada boom'
        $given.GetVocabulary() | Should -Be '', '[UNK]', 'baz', 'bar', 'foo', 'boom', 'bada'
        $later = New-TextVectorizationLayer -OutputSequenceLength 3
        $later.IsAdapted | Should -BeFalse
        $later.Adapt(@('foo bar', 'bar baz', 'baz bada boom'))
        $later.GetVocabulary() | Should -Be $given.GetVocabulary()
        $later.Transform('foo qux bar', 'qux baz') | ForEach-Object { "$_" } | Should -Be '4 1 3', '1 2 0'
    }

    It 'take Keras''s options' {
        $layer = New-StringLookupLayer -MaxTokens 5 -NumOovIndices 2 -MaskToken '-' -Vocabulary a, b
        $layer.GetVocabulary() | Should -Be '-', '[UNK]', '[UNK]', 'a', 'b'
        $layer.Decode(($layer.Transform('a', '-') | ForEach-Object { $_ })) | Should -Be 'a', '-'
        (New-TextVectorizationLayer -Split character -Standardize none -Ngrams 2 -Data 'Hi').GetVocabulary($false) | Should -Be 'i', 'H i', 'H'
    }

    It 'refuse <Case>' -ForEach @(
        @{ Case = 'a vocabulary and data'; Id = 'InvalidOperation'; Script = { New-StringLookupLayer -Vocabulary a -Data b } }
        @{ Case = 'weights for something else'; Id = 'InvalidValue'; Script = { New-TextVectorizationLayer -Vocabulary a -IdfWeights 1 -OutputMode count } }
        @{ Case = 'a length of vectors'; Id = 'InvalidValue'; Script = { New-TextVectorizationLayer -OutputMode count -OutputSequenceLength 3 } }
    ) {
        (Get-Failure $Script).FullyQualifiedErrorId | Should -BeLike "KerasPS.$Id,*"
    }
}

Describe '-Preprocessing' {
    It 'learns from the first rows, says so, and is the same for the next' {
        $words = New-TextVectorizationLayer -OutputSequenceLength 2
        $said = $review | ConvertTo-Dataset -Label verdict -Preprocessing $words -Verbose 4>&1
        $said[0] | Should -BeLike 'TextVectorization had no vocabulary and learnt one of 13 tokens*'
        $said[1].FeatureShape | Should -Be 2
        $next = @{ text = 'great day'; verdict = 'good' } | ConvertTo-Dataset -Label verdict -Preprocessing $words -ClassName bad, good -Verbose 4>&1
        @($next).Count | Should -Be 1
        $next.Features | Should -Be $words.GetVocabulary().IndexOf('great'), 1
    }

    It 'takes a layer for each column, beside numbers' {
        $row = @{ text = 'a b'; place = 'Bonn'; size = 3 }, @{ text = 'b'; place = 'Rome'; size = 4 }
        $data = $row | ConvertTo-Dataset -Feature size -Preprocessing @{
            text  = New-TextVectorizationLayer -OutputMode multi_hot
            place = New-StringLookupLayer -Vocabulary Bonn, Rome
        }
        $data.FeatureName | Sort-Object | Should -Be 'place', 'size', 'text=[UNK]', 'text=a', 'text=b'
        $data.FeatureName[0] | Should -Be 'size'
    }

    It 'works on files' {
        $review | Export-Csv (Join-Path $TestDrive 'reviews.csv')
        $words = New-TextVectorizationLayer -OutputMode count
        $data = Import-Dataset (Join-Path $TestDrive 'reviews.csv') -Label verdict -Preprocessing @{ text = $words }
        $data.Features | Should -Be ($review | ConvertTo-Dataset -Label verdict -Preprocessing @{ text = $words }).Features
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'one layer for two columns'; Id = 'ColumnNotNamed'; Script = { @{ a = 'x'; b = 'y' } | ConvertTo-Dataset -Preprocessing (New-StringLookupLayer) } }
        @{ Case = 'a column that is not there'; Id = 'ColumnNotFound'; Script = { @{ a = 'x'; b = 'y' } | ConvertTo-Dataset -Preprocessing @{ c = New-StringLookupLayer } } }
        @{ Case = 'texts of many lengths'; Id = 'UnknownSize'; Script = { @{ a = 'x' } | ConvertTo-Dataset -Preprocessing (New-TextVectorizationLayer) } }
        @{ Case = 'a layer of a model'; Id = 'ParameterArgumentTransformationError'; Script = { @{ a = 'x' } | ConvertTo-Dataset -Preprocessing (New-DenseLayer 1) } }
    ) {
        (Get-Failure $Script).FullyQualifiedErrorId | Should -BeLike "*$Id,KerasPS.Cmdlets.ConvertToDatasetCommand"
    }
}

Describe 'A model of texts' {
    BeforeAll {
        $words = New-TextVectorizationLayer -OutputSequenceLength 4
        $model = New-TrainedReader $words
        $new = 'great good fun', 'a really awful, bad bore' | ForEach-Object { [pscustomobject]@{ text = $_ } }
    }

    It 'tells good from bad reviews' {
        $new | Invoke-ModelPredict $model | ForEach-Object prediction | Should -Be 'good', 'bad'
    }

    It 'takes a dataset made with the same layer' {
        $new | ConvertTo-Dataset -Preprocessing $words | Invoke-ModelPredict $model | ForEach-Object prediction | Should -Be 'good', 'bad'
    }

    It 'takes texts when it comes from a file' {
        $file = Join-Path $TestDrive 'reader.keras'
        Export-Model $model $file
        $loaded = Import-Model $file
        ($new | Invoke-ModelPredict $loaded).confidence | Should -Be ($new | Invoke-ModelPredict $model).confidence
    }

    It 'is not changed by what the layer learns later' {
        $before = ($new | Invoke-ModelPredict $model).confidence
        $words.Adapt('bore awful bad', 'bore')
        ($new | Invoke-ModelPredict $model).confidence | Should -Be $before
    }
}
