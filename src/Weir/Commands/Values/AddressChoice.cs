using System.Net;

namespace Weir.Cli.Commands.Values;

/// <summary>
/// What the command line says about one listener: nothing, an address, or that there shall be none.
/// </summary>
public readonly record struct AddressChoice
{
    private AddressChoice(bool off, IPEndPoint? address)
    {
        IsOff = off;
        Address = address;
    }

    /// <summary>Nothing was said: the configuration, or else the default, decides.</summary>
    public static AddressChoice NotGiven => default;

    /// <summary>The listener is switched off.</summary>
    public static AddressChoice Off => new(true, null);

    public static AddressChoice At(IPEndPoint address) => new(false, address);

    public bool IsOff { get; }

    /// <summary>The address that was given, or null.</summary>
    public IPEndPoint? Address { get; }

    public bool IsGiven => IsOff || Address is not null;

    /// <summary>The address to listen on where only the command line and this default decide.</summary>
    public IPEndPoint? Or(IPEndPoint fallback) => IsOff ? null : Address ?? fallback;
}
