<#
.SYNOPSIS
    Trains a classifier of sentences: does a customer like what they bought, or not?
#>
#Requires -Version 7.4
param(
    # The folder for what the run writes.
    [string] $OutputFolder = (Join-Path $PSScriptRoot '../out/examples/text')
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
$null = New-Item $OutputFolder -ItemType Directory -Force
Set-RandomSeed 7
$null = Get-Random -SetSeed 7

# Data: sentences made up of parts, so that the script needs no file. The word 'not' turns the meaning round.
$part = @{
    thing = 'lamp', 'chair', 'kettle', 'coat', 'radio', 'knife', 'book', 'bag'
    good  = 'great', 'lovely', 'excellent', 'pretty', 'useful'
    bad   = 'awful', 'ugly', 'useless', 'poor', 'broken'
    start = 'The {0} is', 'This {0} was', 'My new {0}:', 'Honestly, the {0} looks'
    end   = '.', '!', ', I must say.', ' for the price.', '...'
}
$review = foreach ($number in 1..800) {
    $mood = Get-Random 'good', 'bad'
    $negated = (Get-Random 4) -eq 0
    $text = ((Get-Random $part.start) -f (Get-Random $part.thing)) + ($negated ? ' not ' : ' ') + (Get-Random $part[$mood]) + (Get-Random $part.end)
    [pscustomobject]@{ text = $text; verdict = ($mood -eq 'good') -xor $negated ? 'liked' : 'disliked' }
}
$review | Select-Object -First 5 | Format-Table

# Texts as numbers: words and pairs of words, such as 'not ugly', by their places in a vocabulary that is learnt from the training data.
$words = New-TextVectorizationLayer -MaxToken 300 -Ngram 2 -OutputSequenceLength 20
$train = $review | Select-Object -First 640 | ConvertTo-Dataset -Label verdict -Preprocessing $words
$val = $review | Select-Object -Skip 640 | ConvertTo-Dataset -Label verdict -Preprocessing $words -ClassName $train.ClassName
"The vocabulary has $($words.VocabularySize) tokens; after padding and unknown words come: $($words.GetVocabulary()[2..9] -join ', ')"

# Model: a trained vector for each token; their mean says what the sentence is like.
$model = New-SequentialModel -Name reviews -InputShape 20 -Layer @(
    New-EmbeddingLayer $words.VocabularySize 8 -MaskZero
    New-GlobalAveragePooling1DLayer
    New-DenseLayer 2 -Activation softmax)
Initialize-Model $model -Optimizer (New-AdamOptimizer 0.02) -Loss sparse_categorical_crossentropy -Metric accuracy
$history = Invoke-ModelFit $model $train -ValidationData $val -Epoch 15
$history | Export-Csv (Join-Path $OutputFolder 'history.csv')
$history | Select-Object -Last 3 | Format-Table

# Use: the model takes sentences, because the vocabulary came into it with the training data, and goes with it into a file.
Export-Model $model (Join-Path $OutputFolder 'reviews.keras')
$loaded = Import-Model (Join-Path $OutputFolder 'reviews.keras')
'The teapot is lovely', 'Not great, this kettle!', 'My old coat is not ugly.' | ForEach-Object { [pscustomobject]@{ text = $_ } } |
    Invoke-ModelPredict $loaded | Format-Table text, prediction, @{ n = 'confidence'; e = { $_.confidence.ToString('0.000') } }
