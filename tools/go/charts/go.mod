module cilium-fabric/tools/charts

go 1.26

require github.com/cilium/charts v0.0.0-20250815135331-8443b5068217
