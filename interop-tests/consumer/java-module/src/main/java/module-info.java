/** A program on the module path. */
module shop {
    requires dev.menai;
}
