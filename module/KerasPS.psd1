@{
    # In this order: the first finds the dependencies of the second. There is no root module, whose file the module's Path would be: imported by that alone, it would lack the first.
    NestedModules     = @('KerasPS.Loader.dll', 'KerasPS.Cmdlets.dll')
    ModuleVersion     = '0.1.0'
    GUID              = '6f1c1f5e-3f0b-4b7e-9a55-0f0d8a3c7b21'
    Author            = 'The KerasPS contributors'
    CompanyName       = 'The KerasPS contributors'
    Copyright         = '(c) The KerasPS contributors. MIT licence.'
    Description       = 'Train neural networks from PowerShell with exactly Keras''s training semantics: each epoch goes down the pipeline as an object, scriptblocks are callbacks, and callbacks control the run.'

    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    RequiredModules      = @()

    # Before the types, whose adapter they hold.
    RequiredAssemblies = @('KerasPS.Engine.dll', 'KerasPS.Cmdlets.dll')
    TypesToProcess    = @('KerasPS.Types.ps1xml')
    FormatsToProcess  = @('KerasPS.Format.ps1xml')

    # The build lists the cmdlets here.
    CmdletsToExport   = @()
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport   = @()

    PrivateData = @{
        PSData = @{
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'The first version. What it has of Keras, and how it differs, is in docs/coverage.md and docs/differences-from-keras.md of the project.'
            Tags         = @('Keras', 'DeepLearning', 'MachineLearning', 'NeuralNetwork', 'PyTorch', 'TorchSharp', 'libtorch', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
