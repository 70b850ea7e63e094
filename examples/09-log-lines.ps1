<#
.SYNOPSIS
    Sorts log lines by what they need: nothing, a look, or somebody at once. The order of words counts, so that a network with a memory reads them.
#>
#Requires -Version 7.4
param([int] $Epoch = 6)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
Set-RandomSeed 7
$null = Get-Random -SetSeed 7

$template = @{
    fine   = 'backup of {0} finished in {1} s', 'user {0} logged in', 'service {0} started', 'no error found on {0}', '{0} failed over and is back after {1} s'
    look   = 'service {0} took {1} s to answer', 'disk {0} is {1} percent full', 'retrying connection to {0}', 'certificate of {0} ends in {1} days', 'login of {0} failed'
    urgent = 'service {0} stopped with error {1}', 'backup of {0} failed', 'disk {0} is full', 'no connection to {0} after {1} retries', 'certificate of {0} has ended'
}
$line = 1..900 | ForEach-Object {
    $need = Get-Random 'fine', 'look', 'urgent'
    [pscustomobject]@{ text = (Get-Random $template[$need]) -f "srv$(Get-Random 40)", (Get-Random 100); need = $need }
}

# The vocabulary is learnt from the training lines; names of servers and numbers that are rare become one token for what is not known.
$words = New-TextVectorizationLayer -MaxToken 60 -OutputSequenceLength 10
$train = $line | Select-Object -First 750 | ConvertTo-Dataset -Feature text -Label need -Preprocessing $words
$val = $line | Select-Object -Skip 750 | ConvertTo-Dataset -Feature text -Label need -Preprocessing $words -ClassName $train.ClassName

$model = New-SequentialModel -Name log -InputShape 10 -Layer @(
    New-EmbeddingLayer $words.VocabularySize 16 -MaskZero
    New-GRULayer 16
    New-DenseLayer 3 -Activation softmax)
Initialize-Model $model -Optimizer (New-AdamOptimizer 0.02) -Loss sparse_categorical_crossentropy -Metric accuracy
Invoke-ModelFit $model $train -ValidationData $val -Epoch $Epoch | Format-Table

# A log as it comes in: what is not fine, the most certain first.
@'
backup of srv3 finished in 12 s
backup of srv4 failed
disk srv5 is 91 percent full
disk srv5 is full
no error found on srv6
no connection to srv7 after 9 retries
'@ -split '\r?\n' | ForEach-Object { [pscustomobject]@{ text = $_ } } | Invoke-ModelPredict $model |
    Where-Object prediction -NE fine | Sort-Object confidence -Descending | Format-Table prediction, text, @{ n = 'confidence'; e = { '{0:P0}' -f $_.confidence } }
