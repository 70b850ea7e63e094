<#
.SYNOPSIS
    Trains with two learning rates, with event files for TensorBoard, and draws a picture from those files.
.DESCRIPTION
    The event files can be looked at with TensorBoard: tensorboard --logdir LogFolder. The picture needs nothing but Show-TensorBoardLog, which reads them
    back as objects: losses and accuracies by epoch, and how the weights of the first layer spread. docs/tensorboard.md shows it.
#>
#Requires -Version 7.4
param(
    # Where the event files go, a folder for each learning rate.
    [string] $LogFolder = 'tensorboard-logs',

    # The picture.
    [string] $Path = 'tensorboard.svg',

    # How many epochs each run has.
    [int] $Epoch = 30
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')

foreach ($rate in 0.001, 0.01) {
    Set-RandomSeed 1
    $train, $test = Get-SampleDataset Digits | Split-Dataset -Fraction 0.5 -Seed 1 -Stratified
    $model = New-SequentialModel -InputShape 8, 8, 1 -Layer @(
        New-NormalizationLayer -Data $train
        New-FlattenLayer
        New-DenseLayer 32 -Activation relu -Name hidden
        New-DenseLayer 10 -Activation softmax -Name digit)
    Initialize-Model $model -Optimizer (New-AdamOptimizer $rate) -Loss sparse_categorical_crossentropy -Metric accuracy
    $log = New-TensorBoard "$LogFolder/adam $rate" -HistogramFreq 1 -WriteImages -WriteText -UpdateFreq 10 -Hparam @{ learning_rate = $rate }
    $null = Invoke-ModelFit $model $train -ValidationData $test -Epoch $Epoch -Seed 1 -Callback $log
}

$invariant = [cultureinfo]::InvariantCulture
$colors = '#1f77b4', '#d95f02', '#1b9e77', '#7570b3'
$width, $height, $margin = 300, 220, 52
$svg = [System.Collections.Generic.List[string]]::new()

# A text at a place of the picture.
function Add-Text([double] $X, [double] $Y, [string] $Text, [string] $Style = '') {
    $svg.Add([string]::Format($invariant, '<text x="{0:0.#}" y="{1:0.#}" {2}>{3}</text>', $X, $Y, $Style, [System.Security.SecurityElement]::Escape($Text)))
}

# A line through points; each is where it lies in the panel, from 0 to 1.
function Add-Line([double[][]] $Point, [double] $Left, [string] $Style) {
    $places = $Point | ForEach-Object { [string]::Format($invariant, '{0:0.#},{1:0.#}', $Left + $_[0] * $width, $margin + (1 - $_[1]) * $height) }
    $svg.Add("<polyline points=""$($places -join ' ')"" fill=""none"" $Style/>")
}

# The frame of a panel with the limits of its axes.
function Add-Frame([double] $Left, [string] $Title, [string[]] $X, [string[]] $Y) {
    Add-Text $Left ($margin - 12) $Title 'font-weight="bold"'
    $svg.Add([string]::Format($invariant, '<rect x="{0}" y="{1}" width="{2}" height="{3}" fill="none" stroke="#999"/>', $Left, $margin, $width, $height))
    Add-Text $Left ($margin + $height + 16) $X[0]
    Add-Text ($Left + $width) ($margin + $height + 16) $X[1] 'text-anchor="end"'
    if ($Y) {
        Add-Text ($Left - 6) ($margin + $height) $Y[0] 'text-anchor="end"'
        Add-Text ($Left - 6) ($margin + 10) $Y[1] 'text-anchor="end"'
    }
}

# Curves: a color for each learning rate, dashed where the values are of the validation data.
$left = $margin
foreach ($tag in 'epoch_loss', 'epoch_accuracy') {
    $values = Show-TensorBoardLog $LogFolder -Tag $tag
    $top = ($values | Measure-Object Value -Maximum).Maximum
    $bottom = ($values | Measure-Object Value -Minimum).Minimum
    $last = ($values | Measure-Object Step -Maximum).Maximum
    Add-Frame $left $tag 'epoch 0', "$last" $bottom.ToString('0.00', $invariant), $top.ToString('0.00', $invariant)
    foreach ($run in $values | Group-Object Run) {
        $parts = $run.Name -split '/'
        $color = $colors[[array]::IndexOf(@($values.Run | ForEach-Object { ($_ -split '/')[0] } | Select-Object -Unique), $parts[0])]
        $points = foreach ($value in $run.Group | Sort-Object Step) {
            , @(($value.Step / [Math]::Max(1, $last)), (($value.Value - $bottom) / ($top - $bottom)))
        }
        Add-Line $points $left "stroke=""$color"" stroke-width=""1.6""$(if ($parts[1] -eq 'validation') { ' stroke-dasharray="5 3"' })"
    }

    $left += $width + $margin + 12
}

# Histograms: those of later epochs lie before the others.
$run = Show-TensorBoardLog $LogFolder -Tag hidden/kernel/histogram | Group-Object Run | Select-Object -Last 1
$least = ($run.Group.Value.Left | Measure-Object -Minimum).Minimum
$range = ($run.Group.Value.Right | Measure-Object -Maximum).Maximum - $least
$most = ($run.Group.Value | Measure-Object Count -Maximum).Maximum
$limits = $least.ToString('0.00', $invariant), ($least + $range).ToString('0.00', $invariant)
Add-Frame ($left - 30) "hidden/kernel, $(($run.Name -split '/')[0])" $limits
foreach ($histogram in $run.Group | Sort-Object Step | Where-Object { $_.Step % 3 -eq 0 }) {
    $base = 0.72 * (1 - $histogram.Step / [Math]::Max(1, $last))
    $points = foreach ($bucket in $histogram.Value) {
        , @(((($bucket.Left + $bucket.Right) / 2 - $least) / $range), ($base + 0.27 * $bucket.Count / $most))
    }
    $points = @(, @($points[0][0], $base)) + $points + @(, @($points[-1][0], $base))
    Add-Line $points ($left - 30) 'stroke="#d95f02" stroke-width="0.8" style="fill:#fff5ec"'
}

# What the colors and dashes mean.
$x = $margin
foreach ($name in (Show-TensorBoardLog $LogFolder -Tag epoch_loss).Run | ForEach-Object { ($_ -split '/')[0] } | Select-Object -Unique) {
    $color = $colors[($x - $margin) / 120]
    Add-Text $x 20 "— $name" "fill=""$color"" font-weight=""bold"""
    $x += 120
}
Add-Text $x 20 'dashed: validation'

$total = 3 * ($width + $margin) + 40
@(
    "<svg xmlns=""http://www.w3.org/2000/svg"" viewBox=""0 0 $total $($height + 2 * $margin - 20)"" font-family=""sans-serif"" font-size=""12"" fill=""#333"">"
    "<rect width=""100%"" height=""100%"" fill=""#fff""/>"
    $svg
    '</svg>'
) | Set-Content $Path
Get-Item $Path
