export { CiliumChartValues, ciliumInstallArgs, CiliumInstallArgsOf, ciliumValues } from "./typed";
